import { describe, expect, it } from 'vitest';
import { allMistakes, asksForMistakes, countMistakes } from './answer-filter.ts';

const classes = ['cats', 'dogs', 'elk'];
const matrix = [
  [10, 2, 1],
  [3, 20, 0],
  [0, 4, 30],
];

describe('a filter of answers', () => {
  it('is about mistakes but on the diagonal', () => {
    expect(asksForMistakes(allMistakes)).toBe(true);
    expect(asksForMistakes({ className: 'cats', answer: null })).toBe(true);
    expect(asksForMistakes({ className: 'cats', answer: 'dogs' })).toBe(true);
    expect(asksForMistakes({ className: 'cats', answer: 'cats' })).toBe(false);
  });
  it('counts what it leaves', () => {
    expect(countMistakes(matrix, classes, allMistakes)).toBe(10);
    expect(countMistakes(matrix, classes, { className: 'cats', answer: null })).toBe(3);
    expect(countMistakes(matrix, classes, { className: null, answer: 'dogs' })).toBe(6);
    expect(countMistakes(matrix, classes, { className: 'dogs', answer: 'dogs' })).toBe(0);
  });
});
