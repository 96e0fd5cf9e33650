import { join } from 'node:path';
import { readJson } from '../bootstrap/json-file.mjs';
import { root } from '../bootstrap/places.mjs';
import { licenceText } from './licence-text.mjs';

/**
 * @typedef {{ name: string, version: string, license?: string | { type: string }, licenses?: readonly { type: string }[],
 *   author?: string | { name: string } }} Manifest
 * @typedef {{ name: string, version: string | null, licence: string, fetched: boolean, text: string | null }} Licence as
 *   licenceSchema of src/shared/app/licence.ts has it
 */

/**
 * The licences of packages, and of what Thaw fetches when it first needs it. Throws where a package names none.
 *
 * @param {readonly string[]} folders of packages, relative to the project
 * @returns {Licence[]} by name
 */
export function listLicences(folders) {
  const listed = [...folders.map(licenceOfPackage), ...fetched()];
  // One package may lie in several places.
  const once = new Map(listed.map((licence) => [`${licence.name} ${licence.version}`, licence]));
  return [...once.values()].sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** One after the other, for a file. @param {readonly Licence[]} licences */
export function licencesAsText(licences) {
  return licences
    .map(({ name, version, licence, fetched: isFetched, text }) => {
      const title = version === null ? name : `${name} ${version}`;
      const note = isFetched ? '\nNot in this package: fetched when it is first needed.' : '';
      return `${title}\nLicence: ${licence}${note}${text === null ? '' : `\n\n${text}`}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}

/** @param {string} folder @returns {Licence} */
function licenceOfPackage(folder) {
  const { name, version, license, licenses, author } = /** @type {Manifest} */ (
    readJson(join(root, folder, 'package.json'))
  );
  const licence =
    (typeof license === 'string' ? license : license?.type) ?? licenses?.map(({ type }) => type).join(' OR ');
  if (licence === undefined || licence === '') throw new Error(`${folder} names no licence`);
  const described = {
    name,
    license: licence,
    author: (typeof author === 'object' ? author.name : author) ?? name,
  };
  const text = licenceText(join(root, folder), described);
  // Some write it with brackets round the whole.
  return { name, version, licence: licence.replace(/^\((.*)\)$/u, '$1'), fetched: false, text };
}

/** @returns {Licence[]} TensorFlow and the pretrained weights */
function fetched() {
  const { tensorflowVersion } = /** @type {{ tensorflowVersion: string }} */ (
    readJson(join(root, 'resources', 'runtime.json'))
  );
  const { bases } = /** @type {{ bases: readonly { title: string, credit: string, licence: string }[] }} */ (
    readJson(join(root, 'resources', 'weights.json'))
  );
  const text = licenceText(root, { name: 'TensorFlow', license: 'Apache-2.0', author: '' });
  return [
    { name: 'TensorFlow', version: tensorflowVersion, licence: 'Apache-2.0', fetched: true, text },
    ...bases.map(({ title, credit, licence }) => ({
      name: title,
      version: null,
      licence,
      fetched: true,
      text: credit,
    })),
  ];
}
