import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { pythonWithKeras, runKeras, skippedWithoutKeras } from '../../../test/python-with-keras.ts';
import type { NetworkSpec } from '../../shared/network.ts';
import { bases } from '../../shared/bases.ts';
import { randomStream } from '../../shared/random.ts';
import { openBackend } from '../backend/open-backend.ts';
import { locateRuntime } from '../backend/runtime/locate-runtime.ts';
import { createParameters, disposeParameters } from '../models/parameters.ts';
import { channelLevels } from './channel-levels.ts';
import { filterPattern, type FilterPattern, greyNoise } from './filter-pattern.ts';
import { smallNetwork, smallSide, smallWeights } from './fixtures/small-network.ts';
import { patternPicture } from './pattern-picture.ts';

const answerSchema = z.object({
  patterns: z.array(
    z.object({
      values: z.array(z.number()),
      picture: z.array(z.number()),
      /** Before every step and after the last one. */
      responses: z.array(z.number()),
    }),
  ),
  levels: z.array(z.array(z.number())),
});

const ascent = { steps: 12, stepSize: 1, size: smallSide, seed: 4 };
const plain = { channelOrder: 'rgb', mean: [0, 0, 0], scale: 1 / 255 } as const;
const cases = [
  { name: 'VGG’s preprocessing', network: smallNetwork(bases.vgg16.preprocessing), index: 2, filter: 1 },
  { name: 'pixels from 0 to 1', network: smallNetwork(plain), index: 2, filter: 3 },
  { name: 'the first layer', network: smallNetwork(bases.vgg16.preprocessing), index: 0, filter: 2 },
];
const shape = [7, 6, 5] as const;
const stream = randomStream(1, 'levels');
const activations = Float32Array.from({ length: 7 * 6 * 5 }, () => Math.max(0, stream.between(-3, 9)));

function forPython({ network, index, filter }: (typeof cases)[number]): object {
  const weights = smallWeights(network);
  const { channelOrder, mean, scale } = network.preprocessing;
  const layers = network.layers.slice(0, index + 1).map((layer) => {
    if (layer.kind === 'maxPool2d') return { kind: layer.kind, side: layer.poolSize[0] };
    const kernel = weights.get(`${layer.name}/kernel`)!;
    return {
      kind: layer.kind,
      padding: layer.kind === 'conv2d' ? layer.padding : null,
      kernelShape: kernel.shape,
      kernel: [...kernel.values],
      bias: [...weights.get(`${layer.name}/bias`)!.values],
    };
  });
  const noise = [...greyNoise(ascent, network.layers[index]!.name, filter)];
  const { steps, stepSize, size } = ascent;
  const bgr = channelOrder === 'bgr';
  return { layers, noise, size, filter_index: filter, steps, step: stepSize, mean, scale, bgr };
}

async function ours(network: NetworkSpec, index: number, filter: number): Promise<FilterPattern> {
  const parameters = createParameters(smallWeights(network));
  const signal = new AbortController().signal;
  const found = await filterPattern(network, parameters, { ...ascent, index, filter }, { signal });
  disposeParameters(parameters);
  return found;
}

describe.skipIf(pythonWithKeras === null)(`Keras and numpy${skippedWithoutKeras}`, () => {
  let theirs: z.infer<typeof answerSchema>;
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'thaw-explain-'));
    const file = join(folder, 'asked.json');
    const levels = { values: [...activations], shape };
    await writeFile(file, JSON.stringify({ patterns: cases.map(forPython), levels }));
    theirs = answerSchema.parse(await runKeras('explain.py', [file]));
    await rm(folder, { recursive: true });
  }, 120_000);

  const backends = locateRuntime() === null ? (['wasm'] as const) : (['tensorflow', 'wasm'] as const);
  describe.each(backends)('on %s', (backend) => {
    it.each(cases.map((one, place) => ({ ...one, place })))(
      'climb to the same pattern with $name',
      async ({ network, index, filter, place }) => {
        await openBackend(backend);
        const pattern = await ours(network, index, filter);
        const { values, picture, responses } = theirs.patterns[place]!;
        expect(pattern.values).toHaveLength(values.length);
        const differences = values.map((value, at) => Math.abs(value - pattern.values[at]!));
        expect(Math.max(...differences)).toBeLessThan(0.02);
        const levels = patternPicture(pattern.values);
        expect(Math.max(...picture.map((level, at) => Math.abs(level - levels[at]!)))).toBeLessThanOrEqual(1);
        expect(pattern.before / responses[0]!).toBeCloseTo(1, 4);
        expect(pattern.after / responses.at(-1)!).toBeCloseTo(1, 4);
        expect(pattern.after).toBeGreaterThan(pattern.before * 1.05);
      },
    );
  });

  it('give channels the same grey levels', () => {
    const [height, width, channels] = shape;
    const { levels, blank } = channelLevels({ height, width, channels, values: activations });
    expect([...levels]).toEqual(theirs.levels.flat());
    expect(blank).toBe(0);
  });
});
