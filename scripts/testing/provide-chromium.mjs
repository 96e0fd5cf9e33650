import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, thawHome } from '../bootstrap/places.mjs';
import { runQuietly } from '../bootstrap/run-quietly.mjs';
import { lastLine, missing, provided } from './attempt.mjs';
import { unpackDebianChromium } from './unpack-debian-chromium.mjs';

const names = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser'];
const what = 'Getting a Chromium for the tests';

/**
 * A Chromium: the one that THAW_TEST_CHROMIUM names or that is installed, else Debian's package (installed as root,
 * unpacked into Thaw's home otherwise), else Playwright's.
 *
 * @returns {Promise<import('./attempt.mjs').Provided>}
 */
export async function provideChromium() {
  const present = process.env.THAW_TEST_CHROMIUM || installedChromium();
  if (present) return provided(present);
  const reasons = [];
  for (const way of [installAsRoot, unpackDebianChromium, downloadPlaywrights]) {
    try {
      const found = await way();
      if (found) return provided(found);
    } catch (error) {
      reasons.push(lastLine(error));
    }
  }
  return missing(reasons.join('; ') || 'none is installed');
}

function installedChromium() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return (
    names
      .flatMap((name) => folders.map((folder) => join(folder, name + suffix)))
      .find((file) => existsSync(file)) ?? null
  );
}

async function installAsRoot() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return null;
  const options = { cwd: root, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  await runQuietly(what, 'apt-get', ['update'], options);
  await runQuietly(what, 'apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], options);
  return installedChromium();
}

async function downloadPlaywrights() {
  const browsers = join(thawHome(), 'test-chromium', 'playwright');
  const environment = { ...process.env, PLAYWRIGHT_BROWSERS_PATH: browsers };
  const playwright = join(root, 'node_modules', 'playwright-core');
  if (!existsSync(browsers) || readdirSync(browsers).length === 0)
    await runQuietly(what, process.execPath, [join(playwright, 'cli.js'), 'install', 'chromium'], {
      cwd: root,
      env: environment,
    });
  const program = `import(${JSON.stringify(pathToFileURL(join(playwright, 'index.mjs')).href)}).then(({ chromium }) => console.log(chromium.executablePath()))`;
  const file = execFileSync(process.execPath, ['-e', program], { env: environment, encoding: 'utf8' }).trim();
  return existsSync(file) ? file : null;
}
