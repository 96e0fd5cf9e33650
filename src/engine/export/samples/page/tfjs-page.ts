import type { SampleFacts } from '../sample-facts.ts';
import { tfjsAskLines, type TfjsKind } from '../script/tfjs-kind.ts';
import type { PageRuntime } from './page-runtime.ts';

/** TensorFlow.js, for a model of this kind. */
export function tfjsPage(kind: TfjsKind): PageRuntime {
  return {
    libraries: {
      'tf.min.js': '@tensorflow/tfjs/dist/tf.min.js',
      'tf-backend-wasm.min.js': '@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.min.js',
    },
    // For processors with and without vectors; with threads it needs a server that isolates the page.
    binaries: {
      'tfjs-backend-wasm-simd.wasm': '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm',
      'tfjs-backend-wasm.wasm': '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm',
    },
    bytes: 4e6,
    checkedWith: ['TensorFlow.js'],
    open: (facts) => openLines(facts, kind),
  };
}

function openLines(facts: SampleFacts, kind: TfjsKind): string {
  return `// A graphics card that counts in 32 bits, else the processor: WebAssembly.
function hasGraphics() {
  const gl = document.createElement('canvas').getContext('webgl2');
  const facts = gl?.getExtension('WEBGL_debug_renderer_info');
  const device = facts ? gl.getParameter(facts.UNMASKED_RENDERER_WEBGL) : '';
  if (gl === null || /swiftshader|llvmpipe|software/i.test(device)) return false;
  return tf.env().getBool('WEBGL_RENDER_FLOAT32_CAPABLE');
}
// Threads need a server that keeps the page apart from others.
tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
const binary = (name) => URL.createObjectURL(new Blob([files.get(name)], { type: 'application/wasm' }));
const simd = binary('tfjs-backend-wasm-simd.wasm');
tf.wasm.setWasmPaths({
  'tfjs-backend-wasm.wasm': binary('tfjs-backend-wasm.wasm'),
  'tfjs-backend-wasm-simd.wasm': simd,
  'tfjs-backend-wasm-threaded-simd.wasm': simd,
});
if (!hasGraphics() || !(await tf.setBackend('webgl'))) await tf.setBackend('wasm');

const { weightsManifest, ...json } = JSON.parse(new TextDecoder().decode(files.get('model.json')));
const shards = weightsManifest.flatMap(({ paths }) => paths).map((name) => files.get(name));
const weightData = await new Blob(shards).arrayBuffer();
const weightSpecs = weightsManifest.flatMap(({ weights }) => weights);
let model = await tf.${kind.load}(tf.io.fromMemory({ ...json, weightSpecs, weightData }));
${kind.opened(facts)}
${tfjsAskLines(facts, kind)}`;
}
