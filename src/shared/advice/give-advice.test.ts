import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adviceHelps, adviceSeen, adviceWords as english } from '../messages/en/advice-words.ts';
import { adviceWords as chinese } from '../messages/zh-CN/advice-words.ts';
import { recipeByName, recipeNames } from '../recipes/catalogue.ts';
import type { Calibration } from '../run-files.ts';
import { applySettings } from '../apply-settings.ts';
import type { Advice } from './advice.ts';
import { goodFacts, madeEpochs, madeEvaluation } from './fixtures/made-facts.ts';
import { giveAdvice } from './give-advice.ts';
import type { RunFacts } from './run-facts.ts';

const kinds = (facts: RunFacts): string[] => giveAdvice(facts).map(({ kind }) => kind);

it('says nothing of a good run', () => {
  expect(giveAdvice(goodFacts())).toEqual([]);
});

it('puts what makes the score untrue first, and ends after five', () => {
  const classes = ['a', 'b', 'c', 'd'];
  const facts = goodFacts({
    classes,
    counts: classes.map((_, index) => ({ train: 5 + index, validation: 2, test: 10 })),
    leaks: { validation: { photos: 8, leaked: 1 }, test: { photos: 40, leaked: 3 } },
    epochs: madeEpochs([0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7]),
    measured: {
      part: 'test',
      evaluation: madeEvaluation(
        [
          [0, 10, 0, 0],
          [9, 1, 0, 0],
          [0, 0, 10, 0],
          [0, 0, 0, 10],
        ],
        classes,
      ),
    },
  });
  const found = kinds(facts);
  expect(found).toHaveLength(5);
  expect(found.slice(0, 3)).toEqual(['leaked-photos', 'still-learning', 'few-photos']);
});

it('advises more epochs than the recipe has, of a run too that was ended half-way', () => {
  const facts = goodFacts({ epochs: madeEpochs([0.3, 0.4, 0.5, 0.6, 0.7]) });
  const { phases } = facts.recipe;
  const halved = phases.map((phase, index) =>
    index === phases.length - 1 ? { ...phase, epochs: 10 } : phase,
  );
  const [advice] = giveAdvice({ ...facts, recipe: { ...facts.recipe, phases: halved } });
  expect(advice).toMatchObject({ kind: 'still-learning', action: { changes: ['phase2.epochs=15'] } });
});

describe('does not say the same twice', () => {
  it('of a small class that is found less often', () => {
    const facts = goodFacts({
      counts: [
        { train: 400, validation: 50, test: 100 },
        { train: 60, validation: 20, test: 100 },
      ],
      measured: {
        part: 'test',
        evaluation: madeEvaluation(
          [
            [99, 1],
            [40, 60],
          ],
          ['cats', 'dogs'],
        ),
      },
    });
    expect(kinds(facts)).toEqual(['unbalanced', 'wide-interval']);
  });
});

const share = fc.double({ min: 0, max: 1, noNaN: true });
const score = fc.record({ loss: fc.double({ min: 0, max: 50, noNaN: true }), accuracy: share });

/** Any run that Thaw could have made, however odd. */
const anyFacts: fc.Arbitrary<RunFacts> = fc.integer({ min: 2, max: 6 }).chain((numClasses) => {
  const classes = Array.from({ length: numClasses }, (_, index) => `class ${index}`);
  const byPart = fc.record({ train: fc.nat(300), validation: fc.nat(50), test: fc.nat(50) });
  const matrix = fc.array(fc.array(fc.nat(60), { minLength: numClasses, maxLength: numClasses }), {
    minLength: numClasses,
    maxLength: numClasses,
  });
  const answer = fc
    .tuple(
      fc.nat(numClasses - 1),
      fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), {
        minLength: numClasses,
        maxLength: numClasses,
      }),
    )
    .map(([classIndex, weights]) => {
      const sum = weights.reduce((total, weight) => total + weight, 0);
      return { path: 'a/b.jpg', classIndex, probabilities: weights.map((weight) => weight / sum) };
    });
  const measured = fc
    .tuple(matrix, fc.constantFrom('test', 'validation'), share, fc.boolean())
    .filter(([rows]) => rows.flat().some((count) => count > 0))
    .map(([rows, part, confidence, calibrated]) => {
      const count = rows.flat().reduce((sum, answers) => sum + answers, 0);
      const bins = [{ low: 0, high: 1, count, confidence, accuracy: 0.5 }];
      const calibration: Calibration = {
        error: 0.1,
        bins,
        before: { error: 0.1, loss: 1, bins },
        temperature: 1.4,
      };
      return {
        part,
        evaluation: madeEvaluation(rows, classes, calibrated ? { calibration } : {}),
      };
    });
  return fc.record({
    classes: fc.constant(classes),
    counts: fc.array(byPart, { minLength: numClasses, maxLength: numClasses }),
    recipe: fc.constantFrom(...recipeNames).map(recipeByName),
    epochs: fc.array(fc.record({ training: share, validation: score }), { maxLength: 40 }).map((epochs) =>
      madeEpochs(
        epochs.map(({ training }) => training),
        epochs.map(({ validation }) => validation),
      ),
    ),
    measured: fc.option(measured),
    answers: fc.option(fc.array(answer, { maxLength: 30 })),
    leaks: fc.option(
      fc.record({
        validation: fc.record({ photos: fc.constant(40), leaked: fc.nat(40) }),
        test: fc.record({ photos: fc.constant(40), leaked: fc.nat(40) }),
      }),
    ),
  });
});

function numbersOf(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersOf) : [];
}

it('never speaks without numbers, nor of numbers that are none, in any language', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const advice: readonly Advice[] = giveAdvice(facts);
      expect(advice.length).toBeLessThanOrEqual(5);
      for (const one of advice) {
        const numbers = numbersOf(one);
        expect(numbers.length).toBeGreaterThan(0);
        expect(numbers.every(Number.isFinite)).toBe(true);
        for (const words of [english, chinese]) {
          const text = `${adviceSeen(one, words)} ${adviceHelps(one, words)}`;
          expect(text).not.toMatch(/NaN|undefined|null|Infinity|object/);
          expect(text).toMatch(/\d/);
        }
        const { action } = one;
        if (action.kind === 'train-with') {
          const recipe = action.recipe === null ? facts.recipe : recipeByName(action.recipe);
          expect(applySettings(recipe, action.changes)).not.toEqual(facts.recipe);
        }
      }
    }),
    // The same runs every time.
    { numRuns: 300, seed: 1 },
  );
});

it('names no class by chance in runs whose classes are all alike', () => {
  // 10 classes, each right 9 times in 10, mistakes spread evenly; drawn by a fixed generator.
  let state = 1;
  const draw = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
  const classes = Array.from({ length: 10 }, (_, index) => `class ${index}`);
  let spoken = 0;
  for (let model = 0; model < 200; model++) {
    const matrix = classes.map((_, own) => {
      const row = classes.map(() => 0);
      for (let photo = 0; photo < 50; photo++) {
        const other = Math.floor(draw() * 9);
        row[draw() < 0.9 ? own : other >= own ? other + 1 : other]! += 1;
      }
      return row;
    });
    const found = kinds(
      goodFacts({
        classes,
        counts: classes.map(() => ({ train: 200, validation: 50, test: 50 })),
        measured: { part: 'test', evaluation: madeEvaluation(matrix, classes) },
      }),
    );
    if (found.includes('confused-pair') || found.includes('odd-class')) spoken += 1;
  }
  // Each rule may err in 1 of 20 models.
  expect(spoken).toBeLessThanOrEqual(20);
});
