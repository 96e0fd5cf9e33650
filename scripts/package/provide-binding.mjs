import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readJson } from '../bootstrap/json-file.mjs';
import { root, thawHome } from '../bootstrap/places.mjs';
import { provideRuntime } from '../bootstrap/provide-runtime.mjs';

/**
 * Copies the binding that set-up compiled on this machine, so that the installed app needs no compiler: it looks for
 * TensorFlow's libraries in the folder `tensorflow` beside itself, wherever it is put. Where the binding comes ready-made
 * (Windows, Macs with Intel processors) or there is none, the folder stays away and the app says what it lacks.
 *
 * @param {string} folder
 */
export async function provideBinding(folder) {
  if ((await provideRuntime(false)).interrupted) throw new Error('set-up was interrupted');
  const runtimeFolder = join(thawHome(), 'runtime');
  const runtime = /** @type {{ way: string, addon: string, tensorflowVersion: string } | null} */ (
    readJson(join(runtimeFolder, 'runtime.json'))
  );
  if (!runtime?.way.startsWith('pypi-wheel')) return;
  const { tensorflowVersion } = /** @type {{ tensorflowVersion: string }} */ (
    readJson(join(root, 'resources', 'runtime.json'))
  );
  const addon = resolve(runtimeFolder, runtime.addon);
  if (runtime.tensorflowVersion !== tensorflowVersion || !existsSync(addon)) return;
  mkdirSync(folder, { recursive: true });
  copyFileSync(addon, join(folder, 'tfjs_binding.node'));
  writeFileSync(join(folder, 'binding.json'), `${JSON.stringify({ schemaVersion: 1, tensorflowVersion })}\n`);
}
