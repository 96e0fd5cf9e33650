import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { thawHome } from '../bootstrap/places.mjs';
import { runQuietly } from '../bootstrap/run-quietly.mjs';

/**
 * Debian's chromium and those of its libraries that are not installed, fetched and unpacked without root into Thaw's
 * home. null where there is no apt.
 *
 * @returns {Promise<string | null>} a script that starts it
 */
export async function unpackDebianChromium() {
  if (!existsSync('/usr/bin/apt-get')) return null;
  const folder = join(thawHome(), 'test-chromium', 'debian');
  const program = join(folder, 'chromium');
  if (existsSync(program)) return program;
  const apt = await ownAptState(folder);
  const archives = join(folder, 'archives');
  mkdirSync(archives, { recursive: true });
  const what = 'Getting Debian’s Chromium for the tests';
  await runQuietly(what, 'apt-get', [...apt, 'download', ...missingPackages(apt)], { cwd: archives });
  const files = join(folder, 'files');
  for (const archive of readdirSync(archives).filter((name) => name.endsWith('.deb')))
    await runQuietly(what, 'dpkg', ['-x', join(archives, archive), files], { cwd: archives });
  rmSync(archives, { recursive: true, force: true });
  const browser = join(files, 'usr', 'lib', 'chromium', 'chromium');
  if (!existsSync(browser)) throw new Error('Debian’s package holds no chromium');
  writeFileSync(program, startScript(files, browser));
  chmodSync(program, 0o755);
  return program;
}

/** Package lists of our own: the system's may be empty, and only root may renew them. @param {string} folder */
async function ownAptState(folder) {
  const state = join(folder, 'apt');
  for (const part of ['lists/partial', 'cache/archives/partial'])
    mkdirSync(join(state, part), { recursive: true });
  // Its own copy: apt as a person's user may not lock the system's.
  copyFileSync('/var/lib/dpkg/status', join(state, 'status'));
  const options = [
    ...['-o', `Dir::State::Lists=${join(state, 'lists')}`, '-o', `Dir::Cache=${join(state, 'cache')}`],
    ...['-o', `Dir::State::status=${join(state, 'status')}`, '-o', 'APT::Sandbox::User='],
  ];
  await runQuietly('Reading Debian’s package lists', 'apt-get', [...options, 'update'], { cwd: state });
  return options;
}

/** What `apt-get install` would add. @param {readonly string[]} apt @returns {string[]} */
function missingPackages(apt) {
  const plan = ['install', '--simulate', '--no-install-recommends', 'chromium'];
  const said = execFileSync('apt-get', [...apt, ...plan], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return [...said.matchAll(/^Inst (\S+) (?:\[\S+\] )?\((\S+)/gm)].map(
    ([, name, version]) => `${name}=${version}`,
  );
}

/** @param {string} files @param {string} browser */
function startScript(files, browser) {
  const triplet = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
  const libraries = [`usr/lib/${triplet}`, `lib/${triplet}`, 'usr/lib', 'usr/lib/chromium'].map((part) =>
    join(files, part),
  );
  return `#!/bin/sh
LD_LIBRARY_PATH='${libraries.join(':')}' exec '${browser}' "$@"
`;
}
