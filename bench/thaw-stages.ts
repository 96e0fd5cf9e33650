import { cpus } from 'node:os';
import { openBackend } from '../src/engine/backend/open-backend.ts';
import { decodeImage } from '../src/engine/images/decode-image.ts';
import { silentContext } from '../src/engine/job/job-context.ts';
import { describeNetwork } from '../src/engine/models/describe-network.ts';
import { openFrozenPass } from '../src/engine/models/frozen-pass.ts';
import { initialiseWeights } from '../src/engine/models/initialise-weights.ts';
import { layerShapes } from '../src/engine/models/layer-shapes.ts';
import { provideBaseWeights } from '../src/engine/models/weights/provide-weights.ts';
import { dropoutMask } from '../src/engine/training/dropout-mask.ts';
import { openEagerStep } from '../src/engine/training/eager-step.ts';
import { weightsOfLayers } from '../src/engine/training/weights-of-layers.ts';
import { recipeByName } from '../src/shared/recipes/catalogue.ts';

export type Stage = 'decode' | 'frozen-pass' | 'phase-1' | 'phase-2';

/** Thaw's side of the comparison: the engine's own operations, each over all photos once. */
export interface ThawStages {
  /** Seconds of one pass. */
  run(stage: Stage): Promise<number>;
  close(): void;
}

const batchSize = 20;

export async function openThawStages(
  paths: readonly string[],
  labels: readonly number[],
): Promise<ThawStages> {
  const { network: config, image } = recipeByName('two-phase');
  const backend = await openBackend('tensorflow');
  const { weights: base } = await provideBaseWeights('vgg16', silentContext);
  const network = describeNetwork(config, image, 2);
  const weights = new Map([...initialiseWeights(network, 1), ...base]);
  const frozenPass = await openFrozenPass(backend, network, weights, ['block5_pool'], 'fp32');
  const decodeAll = async (): Promise<Uint8Array[]> => {
    const pictures: Uint8Array[] = [];
    const queue = [...paths.entries()];
    const worker = async (): Promise<void> => {
      for (let next = queue.shift(); next; next = queue.shift())
        pictures[next[0]] = await decodeImage(next[1], image);
    };
    await Promise.all(Array.from({ length: 2 * cpus().length }, worker));
    return pictures;
  };
  const pictures = await decodeAll();
  const frozen = async (): Promise<void> => {
    for (let first = 0; first < pictures.length; first += batchSize) {
      const batch = pictures.slice(first, first + batchSize);
      await frozenPass.run(Buffer.concat(batch), batch.length);
    }
  };
  const training = (layer: string, learningRate: number): (() => Promise<void>) => {
    const before = network.layers.findIndex(({ name }) => name === layer);
    const inputShape = layerShapes(network)[before]!.outputShape;
    const values = inputShape.reduce((product, side) => product * side, 1);
    const step = openEagerStep({
      network,
      from: before + 1,
      inputShape,
      optimizer: { kind: 'rmsprop', learningRate, rho: 0.9, momentum: 0, epsilon: 1e-7 },
      l2: 0,
      learning: weightsOfLayers(network, weights, before + 1),
      frozen: new Map(),
      slots: null,
    });
    let done = 0;
    return () => {
      for (let first = 0; first < labels.length; first += batchSize) {
        const batch = labels.slice(first, first + batchSize);
        const inputs = new Float32Array(batch.length * values).fill(0.5);
        const mask = (layer: string, rate: number, size: number): Float32Array =>
          dropoutMask(1, rate, size, [done, layer]);
        step.run({ inputs, labels: batch, weights: null, dropoutMask: mask }, done++);
      }
      return Promise.resolve();
    };
  };
  const stages: Record<Stage, () => Promise<unknown>> = {
    decode: decodeAll,
    'frozen-pass': frozen,
    'phase-1': training('block5_pool', 2e-5),
    'phase-2': training('block4_pool', 1e-5),
  };
  return {
    async run(stage) {
      const start = performance.now();
      await stages[stage]();
      return (performance.now() - start) / 1000;
    },
    close: () => {
      frozenPass.close();
    },
  };
}
