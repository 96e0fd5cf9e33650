import { expect, it } from 'vitest';
import { textStyle } from './text-style.ts';

it.each([
  [true, {}, true],
  [false, {}, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '' }, true],
  [true, { TERM: 'dumb' }, false],
  [false, { FORCE_COLOR: '1' }, true],
  [false, { FORCE_COLOR: '0' }, false],
  [false, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
])('terminal %s, %j', (isTerminal, environment, coloured) => {
  expect(textStyle(isTerminal, environment).ice('x') !== 'x').toBe(coloured);
});
