import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { alone } from '../bootstrap/alone.mjs';
import { readJson, writeJson } from '../bootstrap/json-file.mjs';
import { root, thawHome } from '../bootstrap/places.mjs';
import { runQuietly } from '../bootstrap/run-quietly.mjs';
import { lastLine, missing, provided } from './attempt.mjs';

const requirements = fileURLToPath(new URL('python-requirements.txt', import.meta.url));
const isWindows = process.platform === 'win32';

/**
 * A Python with the pinned Keras, TensorFlow, onnxruntime, Pillow and h5py in an environment of its own, kept in
 * Thaw's home: THAW_TEST_PYTHON, if it is set, is taken instead.
 *
 * @returns {Promise<import('./attempt.mjs').Provided>}
 */
export async function providePython() {
  if (process.env.THAW_TEST_PYTHON) return provided(process.env.THAW_TEST_PYTHON);
  const folder = join(thawHome(), 'test-python');
  const stampFile = join(folder, 'stamp.json');
  const pins = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  /** @type {import('./attempt.mjs').Provided} */
  let result = missing('not made');
  await alone(async () => {
    const stamp = readJson(stampFile);
    if (stamp?.pins === pins && existsSync(stamp.python)) {
      result = provided(stamp.python);
      return;
    }
    try {
      const python = await makeEnvironment(folder);
      writeJson(stampFile, { pins, python });
      result = provided(python);
    } catch (error) {
      result = missing(lastLine(error));
    }
  });
  return result;
}

/** @param {string} folder @returns {Promise<string>} the environment's python */
async function makeEnvironment(folder) {
  const base = await findPython();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const environment = join(folder, 'venv');
  try {
    await call('Making a Python environment for the tests', base, ['-m', 'venv', environment]);
  } catch {
    return makeWithoutVenv(folder, base);
  }
  const python = isWindows ? join(environment, 'Scripts', 'python.exe') : join(environment, 'bin', 'python');
  await install(python, []);
  return python;
}

/** Debian's Python comes without ensurepip: the packages go into a plain folder, and a script names it. */
/** @param {string} folder @param {string} base */
async function makeWithoutVenv(folder, base) {
  if (isWindows) throw new Error('Python has no venv');
  const site = join(folder, 'site');
  await install(base, ['--target', site]);
  const python = join(folder, 'python');
  writeFileSync(python, `#!/bin/sh\nPYTHONPATH='${site}' exec ${base} "$@"\n`);
  chmodSync(python, 0o755);
  return python;
}

/** @param {string} python @param {readonly string[]} options */
async function install(python, options) {
  const parameters = ['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check'];
  await call('Installing Keras and others for the tests (once, about 700 MB)', python, [
    ...parameters,
    ...options,
    '-r',
    requirements,
  ]);
}

async function findPython() {
  for (const candidate of isWindows ? ['py', 'python'] : ['python3', 'python']) {
    const version = await call('Looking for Python', candidate, ['--version']).catch(() => '');
    if (version.startsWith('Python 3')) return candidate;
  }
  throw new Error('there is no Python 3');
}

/** @param {string} what @param {string} command @param {readonly string[]} parameters */
function call(what, command, parameters) {
  return runQuietly(what, command, parameters, { cwd: root });
}
