import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { fitTemperature } from '../../src/engine/evaluation/fit-temperature.ts';
import { measureAnswers } from '../../src/engine/evaluation/measure-answers.ts';
import type { Evaluation } from '../../src/shared/run-files.ts';
import { mcnemarExact } from '../../src/shared/statistics/mcnemar.ts';
import { wilsonInterval } from '../../src/shared/statistics/wilson-interval.ts';

/** What judge.py wrote. */
interface Judged {
  readonly answers: readonly {
    readonly labels: readonly number[];
    readonly logits: readonly (readonly number[])[];
    readonly confusionMatrix: readonly (readonly number[])[];
    readonly accuracy: number;
    readonly precision: readonly number[];
    readonly recall: readonly number[];
    readonly f1: readonly number[];
    readonly support: readonly number[];
    readonly logLoss: number;
    readonly temperature: number;
    readonly topK: Readonly<Record<string, number>>;
    readonly rocArea?: number;
    readonly averagePrecision?: number;
  }[];
  readonly mcnemar: readonly { readonly pair: readonly [number, number]; readonly p: number }[];
  readonly wilson: readonly { correct: number; count: number; low: number; high: number }[];
}

const judged = JSON.parse(await readFile(new URL('judged.json', import.meta.url), 'utf8')) as Judged;

describe.each(judged.answers)('answers to $labels.length photos', (said) => {
  const measured = measure(said);

  it("have scikit-learn's matrix and scores of each class", () => {
    expect(measured.confusionMatrix).toEqual(said.confusionMatrix);
    expect(measured.accuracy).toBeCloseTo(said.accuracy, 12);
    measured.perClass.forEach((scores, index) => {
      expect(scores.support).toBe(said.support[index]);
      expect(scores.precision).toBeCloseTo(said.precision[index]!, 12);
      expect(scores.recall).toBeCloseTo(said.recall[index]!, 12);
      expect(scores.f1).toBeCloseTo(said.f1[index]!, 12);
    });
  });

  it('have its loss, and its right answers among the likeliest', () => {
    expect(measured.loss).toBeCloseTo(said.logLoss, 6);
    expect(Object.fromEntries(measured.topK!.map(({ k, correct }) => [k, correct]))).toEqual(said.topK);
  });

  it("are calibrated at the temperature that SciPy's minimum gives", () => {
    const logits = Float32Array.from(said.logits.flat());
    expect(fitTemperature(logits, said.labels)).toBeCloseTo(said.temperature, 4);
  });
});

it("two classes' curve has scikit-learn's area and average precision", () => {
  const said = judged.answers.find(({ support }) => support.length === 2)!;
  const { ranking } = measure(said);
  expect(ranking!.rocArea).toBeCloseTo(said.rocArea!, 9);
  expect(ranking!.averagePrecision).toBeCloseTo(said.averagePrecision!, 9);
});

it.each(judged.mcnemar)("McNemar's exact test of $pair is statsmodels'", ({ pair: [one, other], p }) => {
  const paired = { count: 70 + one + other, bothRight: 50, onlyFirstRight: one, onlySecondRight: other };
  expect(mcnemarExact(paired)).toBeCloseTo(p, 12);
});

it.each(judged.wilson)("Wilson's interval of $correct of $count is statsmodels'", (said) => {
  const { low, high } = wilsonInterval(said.correct, said.count);
  expect([low, high]).toEqual([expect.closeTo(said.low, 9), expect.closeTo(said.high, 9)]);
});

function measure({ logits, labels, support }: Judged['answers'][number]): Evaluation {
  const classes = support.map((_, index) => `class ${index}`);
  return measureAnswers(Float32Array.from(logits.flatMap(softmax)), labels, classes);
}

function softmax(logits: readonly number[]): readonly number[] {
  const powers = logits.map(Math.exp);
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}
