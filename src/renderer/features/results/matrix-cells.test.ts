import { describe, expect, it } from 'vitest';
import { cellTint, matrixSize, nextCell } from './matrix-cells.ts';

describe('cells of a confusion matrix', () => {
  it('shrink with the number of classes', () => {
    expect([2, 4, 5, 9, 10, 29, 30].map(matrixSize)).toEqual([
      'large',
      'large',
      'medium',
      'medium',
      'small',
      'small',
      'tiny',
    ]);
  });
  it('are tinted by the share of the row, right ones ice and wrong ones warm', () => {
    expect(cellTint(26, 30, true, 'small')).toEqual({ tone: 'right', strength: 87 });
    expect(cellTint(1, 30, false, 'small')).toEqual({ tone: 'wrong', strength: 26 });
    expect(cellTint(3, 30, false, 'small')).toEqual({ tone: 'wrong', strength: 78 });
    expect(cellTint(30, 30, false, 'small').strength).toBe(100);
  });
  it('stay blank where nothing is, but for the large ones, which show their 0', () => {
    expect(cellTint(0, 30, false, 'small').tone).toBe('none');
    expect(cellTint(0, 500, false, 'large')).toEqual({ tone: 'wrong', strength: 0 });
    expect(cellTint(0, 0, true, 'large')).toEqual({ tone: 'right', strength: 0 });
  });
});

describe('keys in the matrix', () => {
  it('move by one cell and stop at the edges', () => {
    expect(nextCell({ row: 0, column: 0 }, 'ArrowRight', 3)).toEqual({ row: 0, column: 1 });
    expect(nextCell({ row: 0, column: 0 }, 'ArrowUp', 3)).toEqual({ row: 0, column: 0 });
    expect(nextCell({ row: 2, column: 1 }, 'ArrowDown', 3)).toEqual({ row: 2, column: 1 });
    expect(nextCell({ row: 2, column: 1 }, 'End', 3)).toEqual({ row: 2, column: 2 });
    expect(nextCell({ row: 2, column: 1 }, 'a', 3)).toBeNull();
  });
});
