import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A Python that has today's Keras, made by the test command; null where there is none. */
export const pythonWithKeras: string | null = process.env.THAW_TEST_PYTHON ?? null;
/** Put into the names of tests that need it, so that a skipped one says why. */
export const skippedWithoutKeras =
  pythonWithKeras === null ? ' [skipped: THAW_TEST_PYTHON names no Python with Keras]' : '';

/** Runs a script of test/keras and parses what it prints last as JSON. */
export async function runKeras(script: string, args: readonly string[]): Promise<unknown> {
  const path = new URL(`keras/${script}`, import.meta.url).pathname;
  const { stdout } = await run(pythonWithKeras!, [path, ...args], { maxBuffer: 1e8 });
  return JSON.parse(stdout.trim().split('\n').at(-1)!);
}
