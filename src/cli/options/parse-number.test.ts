import { describe, expect, it } from 'vitest';
import { cliWords } from '../../shared/messages/en/cli.ts';
import { parseChoice, parseWholeNumber } from './parse-number.ts';

describe('parseWholeNumber', () => {
  it('takes whole numbers within the limits', () => {
    expect(parseWholeNumber('--seed', '-7', cliWords)).toBe(-7);
    expect(parseWholeNumber('--batch', '20', cliWords, 1)).toBe(20);
    expect(parseWholeNumber('--image-size', '1024', cliWords, 16, 1024)).toBe(1024);
  });

  it.each(['', '1.5', '1e3', '0x10', 'seven', '0', '5000', '99999999999999999999'])(
    'refuses "%s"',
    (text) => {
      expect(() => parseWholeNumber('--image-size', text, cliWords, 16, 1024)).toThrow(
        expect.objectContaining({
          code: 'invalid-value',
          facts: { option: '--image-size', value: text, expected: 'a whole number from 16 to 1,024' },
        }),
      );
    },
  );
});

describe('parseChoice', () => {
  it('takes a choice as it is written and nothing else', () => {
    expect(parseChoice('--mode', 'copy', ['list', 'copy', 'move'], cliWords)).toBe('copy');
    expect(() => parseChoice('--mode', 'Copy', ['list', 'copy', 'move'], cliWords)).toThrow(
      expect.objectContaining({
        code: 'invalid-value',
        facts: expect.objectContaining({ expected: 'one of list, copy, move' }),
      }),
    );
  });
});
