import { join } from 'node:path';
import { readJson } from '../bootstrap/json-file.mjs';
import { root } from '../bootstrap/places.mjs';

/**
 * Electron's makers mend the newest three of its lines, and begin a new one every eight weeks: a line is mended for 24
 * weeks. When each began is noted in resources/electron.json, so that it can be said without a network.
 */
const supportedDays = 3 * 8 * 7;
const day = 24 * 60 * 60 * 1000;

/**
 * @param {string} version as package.json has it
 * @param {Date} now
 * @returns {import('../testing/audit-packages.mjs').Verdict}
 */
export function judgeElectron(version, now) {
  const { releases } = /** @type {{ releases: Record<string, string> }} */ (
    readJson(join(root, 'resources', 'electron.json'))
  );
  const major = /^(\d+)\.\d+\.\d+$/.exec(version)?.[1];
  // A range would let a machine take another Electron than the one that was tried.
  if (major === undefined) return { stops: 'all', text: `Electron is not pinned: ${version}` };
  const begun = releases[major];
  if (begun === undefined)
    return { stops: 'release', text: `resources/electron.json does not say when Electron ${major} began` };
  const end = new Date(Date.parse(begun) + supportedDays * day);
  const until = end.toISOString().slice(0, 10);
  return now < end
    ? { stops: 'nothing', text: `Electron ${version} is mended by its makers until about ${until}.` }
    : {
        stops: 'release',
        text: `Electron ${version} is no longer mended by its makers, since about ${until}.`,
      };
}
