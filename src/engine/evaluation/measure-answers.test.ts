import { describe, expect, it } from 'vitest';
import { measureAnswers } from './measure-answers.ts';

/** Probabilities that answer with these classes, sure to `sure`. */
function answering(answers: readonly number[], numClasses: number, sure = 0.8): Float32Array {
  return Float32Array.from(
    answers.flatMap((answer) =>
      Array.from({ length: numClasses }, (_, index) =>
        index === answer ? sure : (1 - sure) / (numClasses - 1),
      ),
    ),
  );
}

describe('measureAnswers', () => {
  it('counts, and scores each class', () => {
    const labels = [0, 0, 0, 1, 1, 2];
    const found = measureAnswers(answering([0, 0, 1, 1, 0, 2], 3), labels, ['ant', 'bee', 'cat']);
    expect(found).toMatchObject({
      count: 6,
      correct: 4,
      confusionMatrix: [
        [2, 1, 0],
        [1, 1, 0],
        [0, 0, 1],
      ],
    });
    expect(found.accuracy).toBeCloseTo(4 / 6);
    expect(found.loss).toBeCloseTo((4 * -Math.log(0.8) + 2 * -Math.log(0.1)) / 6, 5);
    expect(found.perClass.map(({ support }) => support)).toEqual([3, 2, 1]);
    expect(found.perClass[0]).toMatchObject({ precision: 2 / 3, recall: 2 / 3 });
    expect(found.perClass[0]!.f1).toBeCloseTo(2 / 3);
    expect(found.perClass[1]).toMatchObject({ precision: 0.5, recall: 0.5, f1: 0.5 });
    expect(found.perClass[2]).toEqual({ className: 'cat', support: 1, precision: 1, recall: 1, f1: 1 });
  });

  it('has null where there is nothing to divide by', () => {
    const { perClass } = measureAnswers(answering([0, 0, 0], 3), [0, 1, 0], ['ant', 'bee', 'cat']);
    expect(perClass[1]).toMatchObject({ support: 1, precision: null, recall: 0, f1: null });
    expect(perClass[2]).toMatchObject({ support: 0, precision: null, recall: null, f1: null });
    const mixed = measureAnswers(answering([1, 0], 2), [0, 1], ['ant', 'bee']);
    expect(mixed.perClass[0]).toMatchObject({ precision: 0, recall: 0, f1: 0 });
  });

  it('takes the first of equals, and keeps the loss of a sure mistake finite', () => {
    const found = measureAnswers(new Float32Array([0.5, 0.5, 0, 1]), [0, 0], ['ant', 'bee']);
    expect(found.confusionMatrix).toEqual([
      [1, 1],
      [0, 0],
    ]);
    expect(found.loss).toBeCloseTo((Math.log(2) - Math.log(1e-7)) / 2, 4);
  });

  it.each([
    ['no photos', new Float32Array(), []],
    ['too few probabilities', new Float32Array(3), [0, 1]],
    ['a label beyond the classes', new Float32Array(2), [2]],
  ])('refuses %s', (_, probabilities, labels) => {
    expect(() => measureAnswers(probabilities, labels, ['ant', 'bee'])).toThrow(RangeError);
  });
});
