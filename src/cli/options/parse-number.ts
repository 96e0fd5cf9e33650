import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { CliWords } from '../../shared/messages/en/cli.ts';

/** A whole number of an option's text. Throws `invalid-value`. `most` only where there is such a limit. */
export function parseWholeNumber(
  option: string,
  text: string,
  words: CliWords,
  least?: number,
  most?: number,
): number {
  const value = Number(text);
  const fits =
    /^[+-]?\d+$/.test(text.trim()) &&
    Number.isSafeInteger(value) &&
    value >= (least ?? -Infinity) &&
    value <= (most ?? Infinity);
  if (fits) return value;
  const { wholeNumber, wholeNumberFrom, wholeNumberBetween } = words.expected;
  const expected =
    least === undefined
      ? wholeNumber
      : most === undefined
        ? wholeNumberFrom(least)
        : wholeNumberBetween(least, most);
  throw new ThawError('invalid-value', { option, value: text, expected });
}

/** A number above 0 of an option's text. Throws `invalid-value`. */
export function parsePositiveNumber(option: string, text: string, words: CliWords): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new ThawError('invalid-value', { option, value: text, expected: words.expected.numberAbove0 });
}

/** One of the choices. Throws `invalid-value`. */
export function parseChoice<Choice extends string>(
  option: string,
  text: string,
  choices: readonly Choice[],
  words: CliWords,
): Choice {
  const found = choices.find((choice) => choice === text);
  if (found === undefined)
    throw new ThawError('invalid-value', { option, value: text, expected: words.expected.oneOf(choices) });
  return found;
}
