import { describe, expect, it } from 'vitest';
import { readNumber, stepped } from './number-input.ts';

const rule = { min: 0, max: 2000, integer: false, parse: undefined };

describe('a typed number', () => {
  it.each([
    ['0.5', 0.5],
    [' 0,5 ', 0.5],
    ['1\u00a0000', 1000],
    ['1e-3', 0.001],
    ['2000', 2000],
  ])('%j is %d', (text, value) => {
    expect(readNumber(text, rule)).toBe(value);
  });
  it.each(['', ' ', 'ten', '-1', '2000.1', 'Infinity', '0x'])('%j is none', (text) => {
    expect(readNumber(text, rule)).toBeNull();
  });
  it('must be whole where whole ones are asked for', () => {
    expect(readNumber('2.5', { ...rule, integer: true })).toBeNull();
    expect(readNumber('2.0', { ...rule, integer: true })).toBe(2);
  });
  it('is read by the rule of its field', () => {
    expect(readNumber('50 %', { ...rule, parse: (text) => Number.parseFloat(text) / 100 })).toBe(0.5);
    expect(readNumber('x', { ...rule, parse: () => null })).toBeNull();
  });
  it('steps without dust and inside its range', () => {
    expect(stepped(0.1, 0.2, rule)).toBe(0.3);
    expect(stepped(2000, 1, rule)).toBe(2000);
    expect(stepped(0, -1, rule)).toBe(0);
  });
});
