import type { checkedVersions } from '../checked-versions.ts';
import type { SampleFacts } from '../sample-facts.ts';
import { onnxAskLines } from './onnx-ask-lines.ts';
import { tfjsAskLines, type TfjsKind } from './tfjs-kind.ts';

/** What differs from one library for Node to the other. */
export interface NodeRuntime {
  /** What to install beside sharp. */
  readonly packages: string;
  readonly checkedWith: readonly (keyof typeof checkedVersions)[];
  readonly imports: readonly string[];
  /** Opens the model and defines `ask`, which gives [answer] or [answer, places] for an input. */
  readonly open: (facts: SampleFacts) => string;
}

export const onnxNodeRuntime: NodeRuntime = {
  packages: 'onnxruntime-node',
  checkedWith: ['onnxruntime-node'],
  imports: ["import { fileURLToPath } from 'node:url';"],
  open: (facts) => `// Said before onnxruntime is loaded, which otherwise tells its maker what it runs.
process.env.ORT_DISABLE_TELEMETRY = '1';
const { default: onnx } = await import('onnxruntime-node');

const file = fileURLToPath(new URL('model.onnx', import.meta.url));
const session = await onnx.InferenceSession.create(file);

${onnxAskLines(facts)}`,
};

/** TensorFlow.js, for a model of this kind. */
export function tfjsNodeRuntime(kind: TfjsKind): NodeRuntime {
  return {
    packages: '@tensorflow/tfjs @tensorflow/tfjs-backend-wasm',
    checkedWith: ['TensorFlow.js'],
    imports: ["import * as tf from '@tensorflow/tfjs';", "import '@tensorflow/tfjs-backend-wasm';"],
    open: (facts) => `async function openModel() {
  const { weightsManifest, ...json } = JSON.parse(await read('model.json'));
  const names = weightsManifest.flatMap((group) => group.paths);
  const weightData = new Uint8Array(Buffer.concat(await Promise.all(names.map(read)))).buffer;
  const weightSpecs = weightsManifest.flatMap((group) => group.weights);
  return tf.${kind.load}(tf.io.fromMemory({ ...json, weightSpecs, weightData }));
}

await tf.setBackend('wasm');
let model = await openModel();
${kind.opened(facts)}
${tfjsAskLines(facts, kind)}`,
  };
}
