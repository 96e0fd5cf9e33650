import { describe, expect, it } from 'vitest';
import { columnsFor, gridIndex, rowsInView } from './virtual-window.ts';

describe('the part of a long list that is drawn', () => {
  it('is what is in view and some rows beyond', () => {
    expect(rowsInView(1000, 80, { offset: 0, height: 400 }, 2)).toEqual({ first: 0, last: 6 });
    expect(rowsInView(1000, 80, { offset: 8000, height: 400 }, 2)).toEqual({ first: 98, last: 106 });
    expect(rowsInView(1000, 80, { offset: 79_900, height: 400 }, 2)).toEqual({ first: 996, last: 999 });
  });
  it('is nothing of an empty list, and of one far below the view', () => {
    expect(rowsInView(0, 80, { offset: 0, height: 400 }, 2)).toEqual({ first: 0, last: -1 });
    expect(rowsInView(10, 80, { offset: -5000, height: 400 }, 2).last).toBeLessThan(0);
  });
});

describe('columns', () => {
  it('share the width', () => {
    expect(columnsFor(695, 76, 4)).toEqual({ columns: 8, cell: (695 - 28) / 8 });
    expect(columnsFor(40, 76, 4)).toEqual({ columns: 1, cell: 40 });
    expect(columnsFor(0, 76, 4).columns).toBe(1);
  });
});

describe('keys in a grid', () => {
  it('move by one and by a row, and stop at the ends', () => {
    expect(gridIndex('ArrowRight', 9, 11, 4)).toBe(10);
    expect(gridIndex('ArrowRight', 10, 11, 4)).toBeNull();
    expect(gridIndex('ArrowDown', 3, 11, 4)).toBe(7);
    expect(gridIndex('ArrowDown', 7, 11, 4)).toBeNull();
    expect(gridIndex('ArrowUp', 3, 11, 4)).toBeNull();
    expect(gridIndex('Home', 7, 11, 4)).toBe(0);
    expect(gridIndex('End', 7, 11, 4)).toBe(10);
    expect(gridIndex('PageDown', 7, 11, 4)).toBe(10);
    expect(gridIndex('a', 7, 11, 4)).toBeNull();
  });
});
