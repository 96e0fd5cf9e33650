import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isNodeNewEnough } from './check-node.mjs';
import { needsRuntime, wantsWeights } from './command-needs.mjs';
import { root } from './places.mjs';
import { provideBuild } from './provide-build.mjs';
import { providePackages } from './provide-packages.mjs';
import { provideRuntime } from './provide-runtime.mjs';
import { words } from './words.mjs';

/**
 * Sets up what a command needs and runs it in this process. All that set-up says goes to stderr.
 *
 * @public bin/thaw calls it
 * @param {readonly string[]} parameters of `thaw`
 */
export async function runThaw(parameters) {
  if (await setUp(needsRuntime(parameters), wantsWeights(parameters))) await runBuilt(parameters);
}

/**
 * Runs the built program in this process.
 *
 * @param {readonly string[]} parameters of `thaw`
 */
export async function runBuilt(parameters) {
  process.argv = [process.execPath, join(root, 'bin', 'thaw'), ...parameters];
  await import(pathToFileURL(join(root, 'dist', 'cli.js')).href);
}

/**
 * Packages, build and, if asked for, TensorFlow, with the usual base's weights or without. False where it failed; the
 * exit code is set then.
 *
 * @param {boolean} withRuntime
 * @param {boolean} [withWeights]
 */
export async function setUp(withRuntime, withWeights = true) {
  if (!isNodeNewEnough(process.versions.node)) return fail(words.nodeTooOld(process.versions.node));
  try {
    await providePackages();
    await provideBuild();
    if (withRuntime && (await provideRuntime(withWeights)).interrupted) {
      process.exitCode = 130;
      return false;
    }
    return true;
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

/** @param {string} message */
function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
  return false;
}
