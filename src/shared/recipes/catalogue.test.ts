import { describe, expect, it } from 'vitest';
import { ThawError } from '../errors/thaw-error.ts';
import { recipeWords } from '../messages/recipe-words.ts';
import { recipeSchema } from '../recipe.ts';
import { recipeByName, recipeNames } from './catalogue.ts';

describe('recipes', () => {
  it.each(recipeNames)('%s is a valid recipe', (name) => {
    expect(recipeSchema.parse(recipeByName(name)).name).toBe(name);
  });

  it('two-phase has the published lengths, rates and batch', () => {
    const [first, second] = recipeByName('two-phase').phases;
    expect(first).toMatchObject({
      learnFrom: 'head',
      epochs: 30,
      batchSize: 20,
      optimizer: { learningRate: 2e-5 },
    });
    expect(second).toMatchObject({
      learnFrom: 'block5_conv1',
      epochs: 100,
      optimizer: { kind: 'rmsprop', learningRate: 1e-5 },
    });
  });

  it('alexnet-caffe shows, tests, keeps snapshots and ends where its solver does', () => {
    const { displayEvery, snapshotEvery, phases } = recipeByName('alexnet-caffe');
    const [{ stepsPerEpoch, epochs, batchSize, schedule }] = phases as [(typeof phases)[number]];
    expect({ displayEvery, snapshotEvery, stepsPerEpoch }).toEqual({
      displayEvery: 20,
      snapshotEvery: 200,
      stepsPerEpoch: 100,
    });
    expect({ iterations: epochs * stepsPerEpoch!, batchSize }).toEqual({ iterations: 1000, batchSize: 50 });
    expect(schedule).toEqual({ kind: 'step', factor: 0.1, every: 500, unit: 'steps' });
  });

  it.each(['en', 'zh-CN'] as const)('every recipe has its words in %s', (language) => {
    expect(Object.keys(recipeWords[language])).toEqual(expect.arrayContaining([...recipeNames]));
  });

  it('a recipe written down before schedules, initialisers and penalties on biases reads as it trained', () => {
    const now = recipeByName('two-phase');
    const without = (values: object, keys: readonly string[]): object =>
      Object.fromEntries(Object.entries(values).filter(([key]) => !keys.includes(key)));
    const phases = now.phases.map((phase) =>
      without(phase, ['schedule', 'warmupSteps', 'l2Biases', 'photosAtOnce']),
    );
    expect(
      recipeSchema.parse({
        ...without(now, [
          'initialiser',
          'initialBias',
          'loss',
          'displayEvery',
          'snapshotEvery',
          'histogramsEvery',
          'workers',
        ]),
        phases,
      }),
    ).toEqual(now);
  });

  it('an unknown name is an error that lists the known ones', () => {
    expect(() => recipeByName('three-phase')).toThrow(ThawError);
    try {
      recipeByName('three-phase');
    } catch (error) {
      expect(error).toMatchObject({
        code: 'unknown-recipe',
        facts: { recipe: 'three-phase', known: recipeNames },
      });
    }
  });
});
