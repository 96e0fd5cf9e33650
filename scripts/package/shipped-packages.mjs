import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from '../bootstrap/json-file.mjs';
import { root } from '../bootstrap/places.mjs';

/**
 * @typedef {{ dependencies?: Record<string, string>, optionalDependencies?: Record<string, string>,
 *   peerDependencies?: Record<string, string> }} Needs
 */

/**
 * Folders of the packages that the built Node side needs, such as `node_modules/sharp`: those of our own that its files
 * name, and what these need in turn. Whatever the page alone uses is bundled into it already.
 *
 * @param {string} built the folder with cli.js and its like
 * @returns {readonly string[]} sorted, relative to the project
 */
export function shippedPackages(built) {
  const lock = /** @type {{ packages: Record<string, Needs> }} */ (readJson(join(root, 'package-lock.json')));
  const own = lock.packages[''];
  if (!own) throw new Error('package-lock.json does not describe the project');
  const code = readFiles(built);
  const roots = [
    ...Object.keys(own.dependencies ?? {}),
    ...Object.keys(own.optionalDependencies ?? {}),
  ].filter((name) => new RegExp(`["'\`]${name}["'\`/]`).test(code));
  /** @type {Set<string>} */
  const found = new Set();
  for (const name of roots) follow(lock.packages, '', name, found);
  return [...found].sort();
}

/** Types of other packages' sources: needed to compile them, never to run them. */
const typesOnly = /^(@types\/|@webgpu\/types$|typescript$)/;

/** Its three files that are shipped hold all they need (copy-packages.mjs); the rest of it would need other packages. */
const needsNone = 'node_modules/onnxruntime-web';

/** @param {string} built */
function readFiles(built) {
  const chunks = join(built, 'chunks');
  return [built, chunks]
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((file) => file.endsWith('.js'))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
}

/**
 * Adds the package that `name` means for the one in `from`, and what it needs.
 *
 * @param {Record<string, Needs>} packages by folder
 * @param {string} from folder, '' for the project
 * @param {string} name
 * @param {Set<string>} found
 */
function follow(packages, from, name, found) {
  if (typesOnly.test(name)) return;
  const folder = resolve(packages, from, name);
  // An optional one for another system is not installed.
  if (folder === null || found.has(folder) || !existsSync(join(root, folder))) return;
  found.add(folder);
  if (folder === needsNone) return;
  const { dependencies, optionalDependencies, peerDependencies } = packages[folder] ?? {};
  for (const needed of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies }))
    follow(packages, folder, needed, found);
}

/**
 * As Node looks for a package: in the folder's own node_modules, then in those above.
 *
 * @param {Record<string, Needs>} packages @param {string} from @param {string} name @returns {string | null}
 */
function resolve(packages, from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const candidate = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (candidate in packages) return candidate;
    if (folder === '') return null;
  }
}
