import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from '../bootstrap/json-file.mjs';
import { root } from '../bootstrap/places.mjs';

/** @typedef {{ name: string, version: string, license?: string | { type: string }, licenses?: readonly { type: string }[] }} Manifest */

/** What ships beside the packages of npm, or is fetched on the first start, and is not described by a package.json. */
const others = [
  { name: 'Electron', license: 'MIT', file: join(root, 'node_modules', 'electron', 'LICENSE') },
  { name: 'TensorFlow', license: 'Apache-2.0', file: null },
  { name: 'VGG16’s weights, by the Visual Geometry Group, Oxford', license: 'CC-BY-4.0', file: null },
];

/**
 * The licences of all that ships, one after the other: name, version, licence and the text that lies with it. Throws where a
 * package names no licence.
 *
 * @param {readonly string[]} folders of packages, relative to the project
 */
export function listLicences(folders) {
  const own = folders.map((folder) => {
    const manifest = /** @type {Manifest} */ (readJson(join(root, folder, 'package.json')));
    const license = licenceOf(manifest);
    if (license === null) throw new Error(`${folder} names no licence`);
    return { name: `${manifest.name} ${manifest.version}`, license, file: licenceFile(join(root, folder)) };
  });
  return [...own, ...others]
    .map(({ name, license, file }) => {
      const text = file !== null && existsSync(file) ? `\n\n${readFileSync(file, 'utf8').trim()}` : '';
      return `${name}\nLicence: ${license}${text}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}

/** @param {Manifest} manifest */
function licenceOf({ license, licenses }) {
  if (typeof license === 'string') return license;
  return license?.type ?? licenses?.map(({ type }) => type).join(' OR ') ?? null;
}

/** @param {string} folder @returns {string | null} */
function licenceFile(folder) {
  const name = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)(\.|$)/i.test(entry));
  return name === undefined ? null : join(folder, name);
}
