import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readJson, writeJson } from '../bootstrap/json-file.mjs';
import { root } from '../bootstrap/places.mjs';
import { provideBuild } from '../bootstrap/provide-build.mjs';
import { copyPackages } from './copy-packages.mjs';
import { drawIcon } from './draw-icon.mjs';
import { licencesAsText } from './list-licences.mjs';
import { appFolder, besideFolder, iconFile, packageFolder, thisPlatform } from './places.mjs';
import { provideBinding } from './provide-binding.mjs';
import { provideNode } from './provide-node.mjs';
import { shippedPackages } from './shipped-packages.mjs';
import { writeLicences } from './write-licences.mjs';

/** `npm run stage`: everything that the installed app consists of but Electron, in .package, for this system. */

const built = join(root, 'dist');
/** Parts of the build that belong to the window. */
const ofWindow = ['main', 'preload', 'renderer'];

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await stage();

/** Makes both folders anew. */
export async function stage() {
  await provideBuild();
  for (const folder of [appFolder, besideFolder]) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  }
  stageApp();
  await drawIcon(iconFile);
  await stageBeside();
  console.log(packageFolder);
}

/** The shell and the page: bundled, so that they need no packages. */
function stageApp() {
  for (const part of ofWindow) cpSync(join(built, part), join(appFolder, 'dist', part), { recursive: true });
  const { name, version, description, license, type, main } = manifest();
  writeJson(join(appFolder, 'package.json'), {
    name,
    productName: 'Thaw',
    version,
    description,
    author: 'Thaw',
    license,
    type,
    main,
  });
}

async function stageBeside() {
  // The service serves the page to browsers too.
  for (const name of readdirSync(built).filter(
    (entry) => !['main', 'preload', 'sources.json'].includes(entry),
  ))
    cpSync(join(built, name), join(besideFolder, 'dist', name), { recursive: true });
  const packages = shippedPackages(built);
  copyPackages(packages, besideFolder, thisPlatform);
  const { name, version, license, type } = manifest();
  writeJson(join(besideFolder, 'package.json'), { name, version, license, type });
  cpSync(join(root, 'LICENSE'), join(besideFolder, 'LICENSE'));
  const isWindows = process.platform === 'win32';
  const node = await provideNode(thisPlatform, join(besideFolder, 'bin', isWindows ? 'node.exe' : 'node'));
  const licences = writeLicences(built, join(besideFolder, 'dist'), [electronLicence(), node]);
  writeFileSync(join(besideFolder, 'THIRD-PARTY-LICENSES.txt'), licencesAsText(licences));
  await provideBinding(join(besideFolder, 'binding'));
  // The publisher's copy of TensorFlow's wheels; without it Python's pip says where they are.
  const wheels = process.env.THAW_PACKAGE_WHEELS;
  if (wheels) writeJson(join(besideFolder, 'downloads.json'), { schemaVersion: 1, wheels });
  writeLauncher(isWindows);
}

/** Of Chromium's parts Electron brings a file of its own. @returns {import('./list-licences.mjs').Licence} */
function electronLicence() {
  const folder = join(root, 'node_modules', 'electron');
  const { version } = /** @type {{ version: string }} */ (readJson(join(folder, 'package.json')));
  const text = readFileSync(join(folder, 'LICENSE'), 'utf8').trim();
  return { name: 'Electron', version, licence: 'MIT', fetched: false, text };
}

/** `thaw` for the terminal, by the Node that lies beside it. @param {boolean} isWindows */
function writeLauncher(isWindows) {
  if (isWindows) {
    writeFileSync(join(besideFolder, 'bin', 'thaw.cmd'), '@"%~dp0node.exe" "%~dp0..\\dist\\cli.js" %*\r\n');
    return;
  }
  const launcher = join(besideFolder, 'bin', 'thaw');
  // By its real place: packages of Linux put a link to it into /usr/bin.
  writeFileSync(
    launcher,
    '#!/bin/sh\nhere=$(dirname "$(readlink -f "$0")")\nexec "$here/node" "$here/../dist/cli.js" "$@"\n',
  );
  chmodSync(launcher, 0o755);
}

/** @returns {Record<string, string>} */
function manifest() {
  const file = join(root, 'package.json');
  if (!existsSync(file)) throw new Error(`${file} is missing`);
  return /** @type {Record<string, string>} */ (readJson(file));
}
