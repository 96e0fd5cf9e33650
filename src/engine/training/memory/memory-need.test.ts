import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applySettings } from '../../../shared/apply-settings.ts';
import type { Recipe } from '../../../shared/recipe.ts';
import { recipeByName } from '../../../shared/recipes/catalogue.ts';
import type { ComputeBackend } from '../../backend/compute-backend.ts';
import { describeNetwork } from '../../models/describe-network.ts';
import { planPhases } from '../plan-phases.ts';
import { fitMemory, fitProcessor } from './fit-memory.ts';
import { memoryNeed } from './memory-need.ts';

const onProcessor = { name: 'tensorflow', facts: { bf16: 'amx' } } as ComputeBackend;

/** How far an estimate may be from what was measured. */
const factor = 1.25;

const needOf = (recipe: Recipe) => {
  const network = describeNetwork(recipe.network, recipe.image, 2);
  return memoryNeed(network, planPhases(network, recipe), recipe.backend);
};
const peakOf = (recipe: Recipe): number =>
  Math.max(
    ...needOf(recipe).map(
      ({ fixed, perPhoto }, index) =>
        fixed + perPhoto * (recipe.phases[index]!.photosAtOnce ?? recipe.phases[index]!.batchSize),
    ),
  );
const made = (name: string, ...changes: string[]): Recipe => applySettings(recipeByName(name), changes);

/** Peak resident memory of job processes (getrusage, as RUN/timings.json has it), Linux, two cores with AMX. */
describe('memory worked out from the shapes', () => {
  it.each([
    ['two-phase', [], 1850e6],
    ['two-phase', ['imageSize=48', 'copies=1'], 1631e6],
    ['scratch-augmented', ['imageSize=96', 'batchSize=32'], 825e6],
    ['vgg11-scratch', ['imageSize=64', 'batchSize=16', 'copies=1'], 1386e6],
    ['scratch', ['imageSize=64', 'backend=wasm'], 370e6],
    ['linear-svm', ['copies=1'], 1707e6],
    ['alexnet', ['imageSize=96', 'batchSize=32', 'optimizer=adam'], 1047e6],
  ] as const)(`is within a factor of ${factor} of what %s %j took`, (name, changes, measured) => {
    const ratio = peakOf(made(name, ...changes)) / measured;
    expect(ratio).toBeGreaterThan(1 / factor);
    expect(ratio).toBeLessThan(factor);
  });
});

describe('a recipe fitted to memory', () => {
  const recipe = made('scratch-augmented', 'batchSize=32');
  const network = describeNetwork(recipe.network, recipe.image, 2);
  const phases = planPhases(network, recipe);
  const fit = (bytes: number) => fitMemory(recipe, network, phases, { bytes, limit: 'container' });
  const [{ fixed, perPhoto }] = needOf(recipe) as [ReturnType<typeof needOf>[0]];

  it('stays as it is where there is room', () => {
    expect(fit(fixed + 32 * perPhoto)).toEqual({ recipe, changes: [], notices: [] });
  });

  it('takes as many photos at once as there is room for, and the batch stays', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 31 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (photos, rest) => {
          const { recipe: fitted, changes, notices } = fit(fixed + (photos + rest) * perPhoto);
          expect(fitted.phases[0]).toEqual({ ...recipe.phases[0], photosAtOnce: photos });
          expect(changes).toEqual([`phase1.photosAtOnce=${photos}`]);
          expect(notices).toMatchObject([{ code: 'fitted-to-memory', photos, batch: 32 }]);
        },
      ),
    );
  });

  it('is refused where not one photo fits', () => {
    expect(() => fit(fixed + 0.9 * perPhoto)).toThrow(
      expect.objectContaining({
        code: 'memory-too-small',
        facts: expect.objectContaining({
          limit: 'container',
          needed: Math.ceil(fixed + perPhoto),
        }) as unknown,
      }),
    );
  });

  it('takes the phases one by one', () => {
    const two = made('two-phase');
    const [head, tuned] = needOf(two) as [ReturnType<typeof needOf>[0], ReturnType<typeof needOf>[0]];
    const bytes = tuned.fixed + 3.5 * tuned.perPhoto;
    expect(bytes).toBeGreaterThan(head.fixed + 20 * head.perPhoto);
    const { recipe: fitted } = fitProcessor({ ...two, backend: 'tensorflow' }, onProcessor, {
      bytes,
      limit: 'machine',
    })!;
    expect(fitted.phases.map(({ photosAtOnce }) => photosAtOnce)).toEqual([null, 3]);
  });

  it('counts every worker process with its part of a batch', () => {
    const shared = { ...recipe, workers: 4 };
    const room = (bytes: number) => ({ bytes, limit: 'machine' }) as const;
    const whole = 4 * (fixed + 8 * perPhoto);
    expect(fitMemory(shared, network, phases, room(whole)).changes).toEqual([]);
    expect(fitMemory(shared, network, phases, room(whole - 1)).changes).toEqual(['phase1.photosAtOnce=7']);
  });

  it('is left alone on a GPU, whose memory is another one', () => {
    const gpu = { ...onProcessor, facts: { ...onProcessor.facts, bf16: 'gpu' } } as ComputeBackend;
    const room = { bytes: 1, limit: 'machine' } as const;
    expect(fitProcessor(recipe, gpu, room)).toEqual({ recipe, changes: [], notices: [] });
    expect(() => fitProcessor(recipe, onProcessor, room)).toThrow();
  });
});
