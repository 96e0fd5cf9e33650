import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from '../bootstrap/json-file.mjs';
import { listLicences } from './list-licences.mjs';
import { noteName } from './note-packages.mjs';
import { shippedPackages } from './shipped-packages.mjs';

/** @typedef {import('./list-licences.mjs').Licence} Licence */

/** What the app shows; the service reads it beside its own program. */
const fileName = 'licences.json';
/** Parts of a build that hold packages inside their bundles. */
const bundled = ['main', 'preload', 'renderer'];

/**
 * Writes what the app shows about licences into a build: of the packages that its Node side loads, and of those that are
 * inside the window's bundles.
 *
 * @param {string} built the folder with cli.js and its like, and the window's parts
 * @param {string} destination folder
 * @param {readonly Licence[]} more what comes beside packages
 * @returns {readonly Licence[]}
 */
export function writeLicences(built, destination, more = []) {
  const inside = bundled.flatMap(
    (part) => /** @type {string[]} */ (readJson(join(built, part, noteName)) ?? []),
  );
  const licences = [...more, ...listLicences([...new Set([...shippedPackages(built), ...inside])])];
  writeFileSync(join(destination, fileName), JSON.stringify({ schemaVersion: 1, licences }));
  return licences;
}
