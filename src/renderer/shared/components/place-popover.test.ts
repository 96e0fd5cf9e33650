import { describe, expect, it } from 'vitest';
import { placePopover } from './place-popover.ts';

const view = { width: 1000, height: 600 };
const box = (left: number, top: number) => ({ left, top, right: left + 100, bottom: top + 30 });

describe('a popover', () => {
  it('stands below its trigger, at its edge', () => {
    expect(placePopover(box(50, 10), { width: 200, height: 300 }, view, 'start')).toEqual({
      left: 50,
      top: 44,
    });
    expect(placePopover(box(500, 10), { width: 200, height: 300 }, view, 'end')).toEqual({
      left: 400,
      top: 44,
    });
  });
  it('stands above where there is no room below', () => {
    expect(placePopover(box(50, 500), { width: 200, height: 300 }, view, 'start').top).toBe(196);
  });
  it('stays in the window', () => {
    expect(placePopover(box(950, 10), { width: 200, height: 300 }, view, 'start').left).toBe(792);
    expect(placePopover(box(0, 10), { width: 200, height: 300 }, view, 'end').left).toBe(8);
    expect(placePopover(box(50, 300), { width: 200, height: 580 }, view, 'start').top).toBe(12);
  });
});
