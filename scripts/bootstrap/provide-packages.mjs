import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { alone } from './alone.mjs';
import { readJson, writeJson } from './json-file.mjs';
import { root, workFolder } from './places.mjs';
import { CommandFailed, runQuietly } from './run-quietly.mjs';
import { words } from './words.mjs';

const modules = join(root, 'node_modules');
const stampFile = join(workFolder, 'packages.json');

/** Installs the npm packages of package-lock.json, if they are not there. */
export async function providePackages() {
  if (arePackagesThere()) return;
  await alone(async () => {
    if (arePackagesThere()) return;
    if (!wereInstalledByHand()) await install();
    writeJson(stampFile, stamp());
  });
}

function stamp() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  return { lock, platform: `${process.platform}-${process.arch}` };
}

function arePackagesThere() {
  const found = readJson(stampFile);
  const wanted = stamp();
  return found !== null && found.lock === wanted.lock && found.platform === wanted.platform;
}

/** True where npm itself noted every package of the lock file as installed, in the locked version. */
function wereInstalledByHand() {
  const installed = readJson(join(modules, '.package-lock.json'))?.packages;
  const locked = readJson(join(root, 'package-lock.json'))?.packages;
  return installed ? isComplete(locked, installed) : false;
}

/**
 * @typedef {Record<string, { version?: string, optional?: boolean, devOptional?: boolean }>} Packages
 * @param {Packages} locked
 * @param {Packages} installed
 */
export function isComplete(locked, installed) {
  return Object.entries(locked).every(([path, { version, optional, devOptional }]) => {
    // Optional packages are there for one platform or another; the package that wants one checks it itself.
    if (path === '' || ((optional || devOptional) && !installed[path])) return true;
    return installed[path]?.version === version;
  });
}

/** Installs beside node_modules and then swaps, so that a broken connection leaves what was there. */
async function install() {
  const place = join(workFolder, 'install');
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  for (const file of ['package.json', 'package-lock.json', '.npmrc'])
    if (existsSync(join(root, file))) copyFileSync(join(root, file), join(place, file));
  const { npm_execpath: npm } = process.env;
  const parameters = [
    'ci',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    '--prefix',
    place,
  ];
  // npm's own patience without a connection is minutes.
  parameters.push('--fetch-retries=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000');
  // Under `npm start` npm names its own program; else it is called by name, on Windows through its batch file.
  const [command, before, shell] =
    npm && npm.endsWith('npm-cli.js')
      ? [process.execPath, [npm], false]
      : ['npm', [], process.platform === 'win32'];
  try {
    await runQuietly(words.packages, command, [...before, ...parameters], {
      cwd: place,
      shell,
      env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' },
    });
  } catch (error) {
    rmSync(place, { recursive: true, force: true });
    if (
      error instanceof CommandFailed &&
      /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|network/.test(error.output)
    )
      error.message += `\n${words.offlineHint}`;
    throw error;
  }
  swap(join(place, 'node_modules'));
}

/** @param {string} fresh */
function swap(fresh) {
  const between = join(root, '.thaw-packages');
  rmSync(between, { recursive: true, force: true });
  renameSync(fresh, between);
  const old = join(between, '.thaw', 'old');
  mkdirSync(join(between, '.thaw'), { recursive: true });
  renameSync(modules, old);
  renameSync(between, modules);
  rmSync(join(workFolder, 'old'), { recursive: true, force: true });
}
