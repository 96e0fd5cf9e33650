import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readJson } from '../bootstrap/json-file.mjs';
import { root } from '../bootstrap/places.mjs';
import { runQuietly } from '../bootstrap/run-quietly.mjs';
import { packageFolder } from './places.mjs';

/** @typedef {{ name: string, version: string, integrity: string }} PinnedNode */

const isWindows = process.platform === 'win32';

/**
 * Puts the pinned Node for a platform at `destination`. The package comes by npm, is held against its pinned hash and
 * kept, so that a second time needs no network.
 *
 * @param {string} platform such as linux-x64
 * @param {string} destination the program's file
 * @returns {Promise<import('./list-licences.mjs').Licence>} Node's and its parts'
 */
export async function provideNode(platform, destination) {
  const { packages } = /** @type {{ packages: Record<string, PinnedNode> }} */ (
    readJson(join(root, 'resources', 'node.json'))
  );
  const pinned = packages[platform];
  if (!pinned) throw new Error(`resources/node.json names no Node for ${platform}`);
  const archive = join(packageFolder, `${pinned.name}-${pinned.version}.tgz`);
  if (!existsSync(archive) || integrityOf(archive) !== pinned.integrity) await fetchPackage(pinned, archive);
  const unpacked = join(packageFolder, `node-${platform}`);
  mkdirSync(unpacked, { recursive: true });
  await runQuietly('Unpacking Node', 'tar', ['-xf', archive, '-C', unpacked], { cwd: packageFolder });
  mkdirSync(dirname(destination), { recursive: true });
  const program = platform.startsWith('win32') ? 'node.exe' : 'node';
  copyFileSync(join(unpacked, 'package', 'bin', program), destination);
  chmodSync(destination, 0o755);
  const licence = join(unpacked, 'package', 'LICENSE');
  const text = existsSync(licence) ? readFileSync(licence, 'utf8').trim() : null;
  return { name: 'Node.js', version: pinned.version, licence: 'MIT', fetched: false, text };
}

/** @param {PinnedNode} pinned @param {string} archive */
async function fetchPackage({ name, version, integrity }, archive) {
  await runQuietly(`Fetching ${name} ${version}`, 'npm', ['pack', `${name}@${version}`, '--prefer-offline'], {
    cwd: packageFolder,
    shell: isWindows,
  });
  const found = integrityOf(archive);
  if (found !== integrity) throw new Error(`${archive}: expected ${integrity}, found ${found}`);
}

/** @param {string} file as npm writes it: sha512, base64 */
function integrityOf(file) {
  return `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`;
}
