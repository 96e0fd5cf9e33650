import type { ChannelOrder, Preprocessing } from '../../network.ts';
import type { ImageConfig } from '../../recipe.ts';

/** What a program needs to know of a model. */
export interface CodeFacts {
  readonly runName: string;
  readonly classes: readonly string[];
  readonly image: ImageConfig;
  readonly preprocessing: Preprocessing;
  /** In place of the preprocessing's mean, that of mean-image.npy, pixel by pixel. */
  readonly subtractsImage: boolean;
  /** null: every answer stands. */
  readonly rule: CodeRule | null;
}

/** When a program answers "none of these". */
export interface CodeRule {
  /** For an answer less probable than this. */
  readonly leastSure: number;
  /** null: the answer alone decides. */
  readonly likeness: {
    /** For a photo less like the known photos than this, -1 to 1: the cosine to the how manieth nearest. */
    readonly least: number;
    readonly neighbour: number;
    /** The layer by whose output, averaged over places, photos are compared. */
    readonly layer: string;
  } | null;
}

/** A text as a literal of Python and JavaScript, on one line also for readers that know more line ends. */
export function literal(text: string): string {
  return JSON.stringify(text)
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029')
    .replaceAll('\u0085', '\\u0085');
}

/** Enough digits for a threshold: those of a float32. */
export function threshold(value: number): string {
  return String(Number(value.toPrecision(7)));
}

/** What the programs say above the thresholds. */
export function ruleNote({ likeness }: CodeRule): readonly string[] {
  if (likeness === null) return ['Less sure than this is "none of these".'];
  return [
    '"None of these" is what is less sure than the first number, or less like the known photos',
    '(some of those the model learned from, in known-photos.npy) than the second.',
  ];
}

/** A list of names as a literal: one line where they are few. */
export function listLiteral(names: readonly string[]): string {
  const literals = names.map(literal);
  const line = `[${literals.join(', ')}]`;
  return line.length <= 60 ? line : `[\n${literals.map((name) => `  ${name},\n`).join('')}]`;
}

/** The lines at the top that say what the model is, without the language's sign for a comment. */
export function headLines({
  runName,
  classes,
  image,
  preprocessing,
  subtractsImage,
}: CodeFacts): readonly string[] {
  const { channelOrder, mean, scale } = preprocessing;
  const channels = channelWords[channelOrder];
  const minus = subtractsImage ? ' minus mean-image.npy' : isZero(mean) ? '' : ` minus ${mean.join(', ')}`;
  const times = scale === 1 ? '' : `, divided by ${divisor(scale)}`;
  return [
    `Asks the model ${literal(runName)}, made by Thaw, what is on a photo.`,
    ...classLines(classes),
    answerLine(classes),
    `Preprocessing: upright, RGB, ${fitWords[image.fit]} ${fittedSide(image)} x ${fittedSide(image)} pixels,`,
    ...cutLine(image),
    `bilinear; then ${channels}, 0 to 255${minus}${times}.`,
  ];
}

const channelWords: Record<ChannelOrder, string> = {
  rgb: 'red, green, blue',
  bgr: 'blue, green, red',
  grey: 'grey (ITU-R 601 luma)',
};
/** Side of the square that a photo is fitted to before the network's is cut from it; the same where nothing is cut. */
export function fittedSide({ size, stored = size }: ImageConfig): number {
  return Math.max(size, stored);
}

function cutLine(image: ImageConfig): readonly string[] {
  return fittedSide(image) > image.size
    ? [`of which the centre, ${image.size} x ${image.size} pixels, is cut,`]
    : [];
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
