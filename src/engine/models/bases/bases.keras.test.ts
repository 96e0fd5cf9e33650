import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { relativeToLargest } from '../../../../test/golden.ts';
import { pythonWithKeras, runKeras, skippedWithoutKeras } from '../../../../test/python-with-keras.ts';
import { bases, type BaseName } from '../../../shared/bases.ts';
import type { NetworkSpec } from '../../../shared/network.ts';
import { loadOnnxRuntime } from '../../backend/onnx/onnx-runtime.ts';
import { openBackend, type ComputeBackend } from '../../backend/open-backend.ts';
import type { TensorMap } from '../../storage/safetensors.ts';
import { baseNetworks, baseWeightShapes } from '../base-networks.ts';
import { openFrozenPass } from '../frozen-pass.ts';
import { layerShapes } from '../layer-shapes.ts';
import { openOnnxPass } from '../passes/onnx-pass.ts';
import type { FrozenPass } from '../passes/pass.ts';
import { readKerasH5 } from '../weights/read-keras-h5.ts';

/** The smallest pictures that Keras takes; an odd one where Keras pads odd and even sides differently. */
const sides: Readonly<Record<BaseName, number>> = {
  vgg16: 32,
  vgg19: 32,
  resnet50: 32,
  mobilenet: 32,
  'mobilenet-v2': 47,
  'inception-v3': 75,
  xception: 71,
};
const names = Object.keys(sides) as BaseName[];
const pictures = 2;

const madeSchema = z.record(
  z.string(),
  z.object({ layers: z.array(z.string()), parameters: z.number(), shape: z.array(z.number()) }),
);

/** Layers that Keras has besides: its pictures' input, and what ./mobilenet-v2.ts leaves to its convolutions. */
function ownLayers(layers: readonly string[]): readonly string[] {
  return layers.slice(1).filter((name) => !/^block_\d+_pad$/.test(name));
}

describe.skipIf(pythonWithKeras === null)(`bases with weights that Keras drew${skippedWithoutKeras}`, () => {
  let folder: string;
  let made: z.infer<typeof madeSchema>;
  let backend: ComputeBackend;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'thaw-bases-'));
    const sized = names.flatMap((name) => [name, String(sides[name])]);
    made = madeSchema.parse(await runKeras('make-bases.py', [folder, ...sized]));
    backend = await openBackend('tensorflow');
  }, 600_000);
  afterAll(() => rm(folder, { recursive: true }));

  const networkOf = (base: BaseName): NetworkSpec => ({
    inputShape: [sides[base], sides[base], 3],
    preprocessing: bases[base].preprocessing,
    layers: baseNetworks[base],
  });
  const weightsOf = (base: BaseName, ending = 'h5'): Promise<TensorMap> =>
    readKerasH5(join(folder, `${base}.${ending}`), baseWeightShapes(base));

  it.each(names)('%s has the layers of Keras, in its order, and as many parameters', (base) => {
    const shapes = layerShapes(networkOf(base));
    expect(shapes.map(({ name }) => name)).toEqual(ownLayers(made[base]!.layers));
    expect(shapes.reduce((sum, { parameters }) => sum + parameters, 0)).toBe(made[base]!.parameters);
    expect(shapes.at(-1)!.outputShape).toEqual(made[base]!.shape);
  });

  it.each(names)('%s is read alike from the published layout and from the one of Keras 3', async (base) => {
    const [published, today] = [await weightsOf(base), await weightsOf(base, 'weights.h5')];
    expect([...today.keys()]).toEqual([...published.keys()]);
    for (const [name, { values }] of published)
      expect(Buffer.from(today.get(name)!.values.buffer).equals(Buffer.from(values.buffer)), name).toBe(true);
  });

  it.each(names)(
    '%s makes of a picture what Keras makes of it: layer by layer, as a session graph, by onnxruntime',
    async (base) => {
      const network = networkOf(base);
      const weights = await weightsOf(base);
      const output = network.layers.at(-1)!.name;
      const pixels = new Uint8Array(await readFile(join(folder, `${base}.pixels`)));
      const bytes = await readFile(join(folder, `${base}.features`));
      const expected = new Float32Array(new Uint8Array(bytes).buffer);
      expect(Math.max(...expected)).toBeGreaterThan(0);
      const onnx = loadOnnxRuntime();
      const ways: Readonly<Record<string, () => Promise<FrozenPass>>> = {
        layers: () => openFrozenPass(backend, network, weights, [output], 'fp32', 'layers'),
        graph: () => openFrozenPass(backend, network, weights, [output], 'fp32', 'graph'),
        onnx: () => openOnnxPass(onnx, network, weights, [output]),
      };
      for (const [way, open] of Object.entries(ways)) {
        const pass = await open();
        const found = (await pass.run(pixels, pictures)).get(output)!;
        pass.close();
        expect(found).toHaveLength(expected.length);
        expect(relativeToLargest(found, expected), way).toBeLessThan(1e-4);
      }
    },
    120_000,
  );
});
