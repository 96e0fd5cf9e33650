import { expect, it } from 'vitest';
import { cut, pad, textWidth } from './text-width.ts';

it('counts columns as a terminal does', () => {
  expect(textWidth('cats')).toBe(4);
  expect(textWidth('猫和狗')).toBe(6);
  expect(textWidth('caf\u0065\u0301')).toBe(4);
  expect(textWidth('\u001b[36mice\u001b[39m')).toBe(3);
});

it('pads and cuts by columns', () => {
  expect(pad('猫', 4, 'left')).toBe('猫  ');
  expect(pad('7', 3, 'right')).toBe('  7');
  expect(cut('猫和狗的照片', 6)).toBe('猫和…');
  expect(cut('cats', 4)).toBe('cats');
});
