import { onnxAskLines } from '../script/onnx-ask-lines.ts';
import type { PageRuntime } from './page-runtime.ts';

/** onnxruntime by WebAssembly. Its other ways into a browser take twice as many bytes, and a graphics card each. */
export const onnxPage: PageRuntime = {
  libraries: { 'ort.wasm.min.js': 'onnxruntime-web/wasm' },
  binaries: {
    'ort-wasm-simd-threaded.wasm': 'onnxruntime-web/ort-wasm-simd-threaded.wasm',
    'ort-wasm-simd-threaded.mjs': 'onnxruntime-web/ort-wasm-simd-threaded.mjs',
  },
  bytes: 19.2e6,
  checkedWith: ['onnxruntime-web'],
  open: (facts) => `const onnx = window.ort;
const address = (name, type) => URL.createObjectURL(new Blob([files.get(name)], { type }));
onnx.env.wasm.wasmPaths = {
  mjs: address('ort-wasm-simd-threaded.mjs', 'text/javascript'),
  wasm: address('ort-wasm-simd-threaded.wasm', 'application/wasm'),
};
// Threads need a server that keeps the page apart from others.
onnx.env.wasm.numThreads = 1;
const session = await onnx.InferenceSession.create(files.get('model.onnx'), { executionProviders: ['wasm'] });

${onnxAskLines(facts)}`,
};
