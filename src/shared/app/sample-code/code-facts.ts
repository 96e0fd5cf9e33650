import type { Preprocessing } from '../../network.ts';
import type { ImageConfig } from '../../recipe.ts';

/** What a program needs to know of a model. */
export interface CodeFacts {
  readonly runName: string;
  readonly classes: readonly string[];
  readonly image: ImageConfig;
  readonly preprocessing: Preprocessing;
  /** Below this probability the answer is "none of these"; null: every answer stands. */
  readonly leastSure: number | null;
}

/** A text as a literal of Python and JavaScript, on one line also for readers that know more line ends. */
export function literal(text: string): string {
  return JSON.stringify(text)
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029')
    .replaceAll('\u0085', '\\u0085');
}

/** The name that a program prints, as an expression of JavaScript. */
export function nameExpression({ leastSure }: CodeFacts): string {
  return leastSure === null
    ? 'classes[best]'
    : 'probabilities[best] < leastSure ? `none of these, likeliest ${classes[best]}` : classes[best]';
}

/** Enough digits for a threshold: those of a float32. */
export function threshold(leastSure: number): string {
  return String(Number(leastSure.toPrecision(7)));
}

/** What the programs say above the threshold. */
export const leastSureNote =
  'Less sure than this is "none of these". Thaw also compares a photo with training photos, which takes its own files.';

/** A list of names as a literal: one line where they are few. */
export function listLiteral(names: readonly string[]): string {
  const literals = names.map(literal);
  const line = `[${literals.join(', ')}]`;
  return line.length <= 60 ? line : `[\n${literals.map((name) => `  ${name},\n`).join('')}]`;
}

/** The lines at the top that say what the model is, without the language's sign for a comment. */
export function headLines({ runName, classes, image, preprocessing }: CodeFacts): readonly string[] {
  const { channelOrder, mean, scale } = preprocessing;
  const channels = channelOrder === 'bgr' ? 'blue, green, red' : 'red, green, blue';
  const minus = isZero(mean) ? '' : ` minus ${mean.join(', ')}`;
  const times = scale === 1 ? '' : `, divided by ${divisor(scale)}`;
  return [
    `Asks the model ${literal(runName)}, made by Thaw, what is on a photo.`,
    ...classLines(classes),
    answerLine(classes),
    `Preprocessing: upright, RGB, ${fitWords[image.fit]} ${image.size} x ${image.size} pixels,`,
    `bilinear; then ${channels}, 0 to 255${minus}${times}.`,
  ];
}

/** More would hide the code; the list below them names them too. */
const mostClassLines = 10;

function classLines(classes: readonly string[]): readonly string[] {
  if (classes.length > mostClassLines) return ['Classes: the list below, in the order of the labels.'];
  return [
    'Classes, in the order of the labels:',
    ...classes.map((name, index) => `  ${index} ${literal(name)}`),
  ];
}

const fitWords: Record<ImageConfig['fit'], string> = {
  stretch: 'stretched to',
  crop: 'the centre square resized to',
  pad: 'the whole photo centred on black,',
};

function answerLine(classes: readonly string[]): string {
  return classes.length === 2
    ? `The model answers one number a photo: the probability of ${literal(classes[1]!)}.`
    : 'The model answers one probability a class.';
}

/** True where subtracting the mean changes nothing. */
export function isZero(mean: Preprocessing['mean']): boolean {
  return mean.every((value) => value === 0);
}

/** A factor as what to divide by, without the noise of the division. */
export function divisor(scale: number): number {
  return Number((1 / scale).toPrecision(12));
}
