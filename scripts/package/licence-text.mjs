import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../bootstrap/places.mjs';

/** @typedef {{ name: string, license: string, author: string }} Described */

/**
 * The licence's text as it lies with a package: its licence and notice files, else the part of its README; else the text that
 * its licence's name stands for. null where none of these says it.
 *
 * @param {string} folder of the package
 * @param {Described} described by its package.json
 * @returns {string | null}
 */
export function licenceText(folder, described) {
  const texts = readdirSync(folder)
    .filter((name) => /^(licen[cs]e|copying|notice|third.?party)/i.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8').trim());
  if (texts.length > 0) return texts.join('\n\n');
  return partOfReadme(folder) ?? standardText(described);
}

/** @param {string} folder @returns {string | null} from the heading to the next one */
function partOfReadme(folder) {
  const file = join(folder, 'README.md');
  if (!existsSync(file)) return null;
  const [, part] =
    /^(?:#+ *licen[cs](?:e|ing)[^\n]*|licen[cs]e[^\n]*\n-{3,})\n([\s\S]*?)(?=^#|(?![\s\S]))/im.exec(
      readFileSync(file, 'utf8'),
    ) ?? [];
  // A link to elsewhere is no text.
  return part !== undefined && part.length > 400 ? part.trim() : null;
}

/** Who holds the rights where package.json names the person who publishes it. @type {Record<string, string>} */
const holders = {
  'onnxruntime-node': 'Microsoft Corporation',
  'onnxruntime-common': 'Microsoft Corporation',
  'onnxruntime-web': 'Microsoft Corporation',
};

/** @param {Described} described @returns {string | null} */
function standardText({ name, license, author }) {
  // Thaw's own is the same one; of several the packages' files name the others.
  if (license.includes('Apache-2.0')) return readFileSync(join(root, 'LICENSE'), 'utf8').trim();
  if (license === 'MIT') return `MIT License\n\nCopyright (c) ${holders[name] ?? author}\n\n${mit}`;
  return null;
}

/** Source: https://spdx.org/licenses/MIT.html */
const mit = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;
