import { cpSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from '../bootstrap/places.mjs';

/** Maps and types serve those who change a package, not those who run it. */
const notRun = /\.(map|d\.ts|d\.mts|d\.cts)$/;

/**
 * Copies packages as they lie in the checkout, without what another system would need.
 *
 * @param {readonly string[]} folders relative to the project
 * @param {string} destination
 * @param {string} platform such as linux-x64
 */
export function copyPackages(folders, destination, platform) {
  for (const folder of folders)
    cpSync(join(root, folder), join(destination, folder), {
      recursive: true,
      dereference: true,
      // What lies in its node_modules is in the list by itself.
      filter: (source) =>
        basename(source) !== 'node_modules' &&
        !notRun.test(source) &&
        !isOtherWay(source) &&
        !isForOther(source.slice(root.length), platform),
    });
}

/**
 * Of onnxruntime for browsers the page of an export takes one way, three files
 * (src/engine/export/samples/page/onnx-page.ts); the others would be a hundred megabytes.
 *
 * @param {string} path
 */
function isOtherWay(path) {
  return (
    /onnxruntime-web[/\\]dist[/\\]/.test(path) &&
    !/[/\\]ort(\.wasm\.min\.js|-wasm-simd-threaded\.(wasm|mjs))$/.test(path)
  );
}

/**
 * Two bring their libraries for every system: onnxruntime-node in bin/napi-vN/SYSTEM/ARCHITECTURE, webgpu in
 * dist/SYSTEM-ARCHITECTURE, for every Mac in one.
 *
 * @param {string} path @param {string} platform
 */
function isForOther(path, platform) {
  const [, system, architecture] =
    /onnxruntime-node[/\\]bin[/\\]napi-v\d+[/\\]([^/\\]+)(?:[/\\]([^/\\]+))?/.exec(path) ??
    /[/\\]webgpu[/\\]dist[/\\]([^/\\-]+)-([^/\\]+)/.exec(path) ??
    [];
  const [ownSystem, ownArchitecture] = platform.split('-');
  return (
    (system !== undefined && system !== ownSystem) ||
    (architecture !== undefined && architecture !== 'universal' && architecture !== ownArchitecture)
  );
}
