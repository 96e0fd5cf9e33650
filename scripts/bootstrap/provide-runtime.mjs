import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readJson, writeJson } from './json-file.mjs';
import { root, thawHome } from './places.mjs';

/** Hours after which set-up looks again for a TensorFlow where none could be had. */
const retryHours = 24;

/**
 * Provides TensorFlow, and if asked for the weights, by the built program's `setup`, unless the ready-stamp says that all
 * is there. What fails there is told there; the command that needs it says so itself.
 *
 * @param {boolean} withWeights
 * @returns {Promise<{ interrupted: boolean }>}
 */
export async function provideRuntime(withWeights) {
  const stampFile = join(thawHome(), 'ready.json');
  const key = readyKey();
  if (isReady(readJson(stampFile), key, withWeights)) return { interrupted: false };
  const { exitCode, interrupted } = await runSetup(withWeights);
  const files = exitCode === 0 ? filesInPlace() : null;
  if (files) {
    const tensorflow = existsSync(runtimeFile());
    writeJson(stampFile, { key, at: Date.now(), tensorflow, weights: withWeights, files });
  }
  return { interrupted };
}

function runtimeFile() {
  return join(thawHome(), 'runtime', 'runtime.json');
}

/** Changes with everything that could make set-up come out differently. */
function readyKey() {
  const hash = createHash('sha256');
  for (const name of ['runtime.json', 'weights.json']) {
    const file = join(root, 'resources', name);
    hash.update(existsSync(file) ? readFileSync(file) : '');
  }
  const { THAW_TENSORFLOW = '', THAW_RUNTIME = '' } = process.env;
  const nvidia = existsSync('/proc/driver/nvidia/version');
  return hash
    .update(JSON.stringify([THAW_TENSORFLOW, THAW_RUNTIME, nvidia, process.platform, process.arch]))
    .digest('hex');
}

/**
 * @param {{ key: string, at: number, tensorflow: boolean, weights?: boolean, files: { path: string, size: number }[] } | null} stamp
 * @param {string} key
 * @param {boolean} withWeights
 */
function isReady(stamp, key, withWeights) {
  if (!stamp || stamp.key !== key || (withWeights && stamp.weights === false)) return false;
  const giveUpFor = process.env.THAW_RUNTIME === 'none' ? Infinity : retryHours * 3_600_000;
  if (!stamp.tensorflow && Date.now() - stamp.at > giveUpFor) return false;
  return stamp.files.every(({ path, size }) => sizeOf(path) === size);
}

/** The files of the runtime and of the weights, with their sizes. */
function filesInPlace() {
  const home = thawHome();
  const runtime = readJson(runtimeFile());
  const weights = join(home, 'weights');
  const paths = [
    ...(runtime
      ? [runtime.addon, ...(runtime.libraries ?? [])].map((path) => resolve(home, 'runtime', path))
      : []),
    ...(existsSync(weights) ? readdirSync(weights).map((name) => join(weights, name)) : []),
  ];
  return paths.filter((path) => sizeOf(path) !== null).map((path) => ({ path, size: sizeOf(path) }));
}

/** @param {string} path */
function sizeOf(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isFile() ? found.size : null;
}

/**
 * @param {boolean} withWeights
 * @returns {Promise<{ exitCode: number | null, interrupted: boolean }>}
 */
function runSetup(withWeights) {
  return new Promise((done, fail) => {
    let interrupted = false;
    // Ctrl-C reaches the child as well; it tidies up, and this process waits for it.
    const interrupt = () => {
      interrupted = true;
    };
    process.on('SIGINT', interrupt);
    // Its answer goes to stderr too: stdout belongs to the command that was asked for.
    const child = spawn(
      process.execPath,
      [join(root, 'dist', 'cli.js'), 'setup', ...(withWeights ? [] : ['--no-weights'])],
      {
        stdio: ['ignore', 2, 2],
      },
    );
    child.on('error', fail);
    child.on('close', (exitCode, signal) => {
      process.off('SIGINT', interrupt);
      done({ exitCode, interrupted: interrupted || signal === 'SIGINT' });
    });
  });
}
