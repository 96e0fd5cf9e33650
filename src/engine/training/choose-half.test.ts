import { beforeEach, describe, expect, it, vi } from 'vitest';
import { applySettings } from '../../shared/apply-settings.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import {
  computeChoiceSchema,
  copyPrecision,
  copyStorage,
  recipeSchema,
  trainingPrecision,
  type PassPrecision,
} from '../../shared/recipe.ts';
import { recipeByName } from '../../shared/recipes/catalogue.ts';
import type { ComputeBackend } from '../backend/compute-backend.ts';
import { describeNetwork } from '../models/describe-network.ts';
import type { FrozenPass } from '../models/frozen-pass.ts';
import { chooseCompute } from './choose-compute.ts';
import { planPhases } from './plan-phases.ts';

/** A GPU that takes so long as is said here, by a clock of its own. */
const gpu = { now: 0, asked: [] as PassPrecision[], msBatch: 0, msPhoto: 1, halves: 0.5, room: Infinity };
let overflows = false;

vi.mock('../models/frozen-pass.ts', () => ({
  photosPerPass: 10,
  openFrozenPass: (_: unknown, __: unknown, ___: unknown, ____: unknown, precision: PassPrecision) => {
    gpu.asked.push(precision);
    const runHalf: FrozenPass['runHalf'] = (_pixels, count) => {
      if (precision === 'fp16' && overflows)
        return Promise.reject(new ThawError('features-overflow', { layer: 'block5_pool' }));
      if (count > gpu.room)
        return Promise.reject(new ThawError('out-of-memory', { work: 'GPU', detail: 'no room' }));
      gpu.now += gpu.msBatch + count * gpu.msPhoto * (precision === 'fp16' ? gpu.halves : 1);
      return Promise.resolve(new Map<string, Uint16Array>());
    };
    return Promise.resolve({ runHalf, close: () => undefined });
  },
}));

const webgpu = {
  driver: 'a driver',
  memoryBytes: null,
  largestBufferBytes: 1e9,
  precision: 'fp32',
  halves: true,
  software: false,
  otherGpus: [],
} as const;

function backendWith(facts: Partial<typeof webgpu | { halves: false } | { software: true }>): ComputeBackend {
  return {
    ...{ name: 'webgpu', binding: null, onnx: null },
    facts: {
      ...{ backend: 'webgpu', device: 'a GPU', tensorflowVersion: null, bf16: 'none', vector: [] },
      ...{ passedOver: [], secondsToStart: 0, webgpu: { ...webgpu, ...facts } },
    },
  };
}

/** What was told before each timing of the last choice. */
const told: string[] = [];

function choose(
  facts: Parameters<typeof backendWith>[0] = {},
  recipeName = 'two-phase',
  ...settings: string[]
) {
  const recipe = applySettings(recipeByName(recipeName), ['imageSize=48', ...settings]);
  const network = describeNetwork(recipe.network, recipe.image, 2);
  return chooseCompute(backendWith(facts), recipe, network, planPhases(network, recipe), new Map(), (stage) =>
    told.push(stage),
  );
}

beforeEach(() => {
  Object.assign(gpu, { now: 0, asked: [], msBatch: 0, msPhoto: 1, halves: 0.5, room: Infinity });
  overflows = false;
  told.length = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => gpu.now);
});

describe('features for the cache on a GPU by WebGPU', () => {
  it('are computed in fp16 where that is faster, which is kept with the run', async () => {
    const choice = await choose();
    expect(choice).toEqual({ precision: 'fp16', photosPerPass: 10 });
    expect(computeChoiceSchema.parse(choice)).toEqual(choice);
  });

  it('are timed after the shaders of each way were compiled, which is told', async () => {
    await choose();
    expect(told).toEqual(['preparing-gpu', 'choosing-precision', 'preparing-gpu', 'choosing-precision']);
  });

  it('are not where nothing is gained, or numbers are too large for it', async () => {
    gpu.halves = 0.95;
    expect((await choose()).precision).toBe('fp32');
    gpu.halves = 0.5;
    overflows = true;
    expect((await choose()).precision).toBe('fp32');
    expect(gpu.asked).toContain('fp16');
  });

  it.each([
    ['the adapter has not shader-f16', { halves: false }, []],
    ['a program computes as a GPU', { software: true }, []],
    ['exact features are asked for', {}, ['precision=exact']],
    ['fp32 is asked for', {}, ['precision=fp32']],
    ['the network has other layers', {}, ['base=mobilenet']],
  ] as const)('are never tried in it where %s', async (_, facts, settings) => {
    const { precision } = await choose(facts, 'two-phase', ...settings);
    expect(precision).toBe(settings[0] === 'precision=exact' ? 'exact' : 'fp32');
    expect(gpu.asked).not.toContain('fp16');
  });

  it.each([
    { precision: 'fp16', halves: 0.5, msPhoto: 100, photosPerPass: 20 },
    { precision: 'fp32', halves: 1, msPhoto: 1, photosPerPass: 40 },
  ])(
    'are computed for as many photos at once as fit and pay: $photosPerPass in $precision',
    async (given) => {
      const { halves, msPhoto, ...expected } = given;
      Object.assign(gpu, { msBatch: 100, msPhoto, halves, room: 79 });
      expect(await choose()).toEqual(expected);
    },
  );
});

describe('a run in fp16', () => {
  it('has its cached features alone in it: it learns and measures in fp32', () => {
    const choice = { precision: 'fp16' } as const;
    expect([copyPrecision(choice), trainingPrecision(choice), copyStorage(choice)]).toEqual([
      'fp16',
      'fp32',
      'float16',
    ]);
    expect(copyPrecision({ precision: 'exact' })).toBe('fp32');
    expect(copyPrecision({ precision: 'bf16' })).toBe('bf16');
  });

  it('cannot be asked for: only where it is faster it is worth its roundings', () => {
    const recipe = recipeByName('two-phase');
    expect(recipeSchema.safeParse({ ...recipe, precision: 'fp16' }).success).toBe(false);
  });
});
