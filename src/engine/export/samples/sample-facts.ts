import { divisor } from '../../../shared/preprocessing.ts';
import type { LabelsFile } from '../labels-file.ts';
import type { PreprocessingFile, PreprocessingStep } from '../preprocessing-file.ts';

/** What a program needs to know of an export: what its two small files say, and the run's name for people. */
export interface SampleFacts {
  readonly runName: string;
  readonly labels: LabelsFile;
  readonly preprocessing: PreprocessingFile;
}

/** A small program that asks an exported model; it lies beside the model's files and works as it is. */
export interface Sample {
  readonly language: 'python' | 'node' | 'browser';
  readonly fileName: string;
  readonly text: string;
  /** Commands that install what it needs and start it; none where it is opened by a double click. */
  readonly commands: readonly string[];
  /** What it is run with in Thaw's own tests. */
  readonly checkedWith: readonly string[];
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

/** A list of names as a literal: one line where they are few. */
export function listLiteral(names: readonly string[]): string {
  const literals = names.map(literal);
  const line = `[${literals.join(', ')}]`;
  return line.length <= 60 ? line : `[\n${literals.map((name) => `  ${name},\n`).join('')}]`;
}

/** The one step of a kind; undefined where the model does it itself, or nobody. */
export function stepOf<Kind extends PreprocessingStep['step']>(
  { preprocessing }: Pick<SampleFacts, 'preprocessing'>,
  kind: Kind,
): Extract<PreprocessingStep, { readonly step: Kind }> | undefined {
  return preprocessing.steps.find(
    (step): step is Extract<PreprocessingStep, { readonly step: Kind }> => step.step === kind,
  );
}

/** What is subtracted from each channel, and 1 over what it is divided by, in the order of the input's channels. */
export interface SampleScaling {
  /** null: nothing; `image`: mean-image.npy. */
  readonly mean: readonly number[] | 'image' | null;
  readonly divideBy: number;
}

/** The arithmetic that is left to the program. */
export function scalingOf(facts: Pick<SampleFacts, 'preprocessing'>): SampleScaling {
  const mean = stepOf(facts, 'subtract')?.mean ?? null;
  const changes = mean?.some((value) => value !== 0) ?? false;
  return {
    mean: stepOf(facts, 'subtract-image') ? 'image' : changes ? mean : null,
    divideBy: divisor(stepOf(facts, 'multiply')?.by ?? 1),
  };
}

/** What the programs say above the thresholds. */
export function ruleNote({ familiarity }: LabelsFile): readonly string[] {
  if (familiarity === undefined) return ['Less sure than this is "none of these".'];
  return [
    '"None of these" is what is less sure than the first number, or less like the known photos',
    '(some of those the model learned from, in known-photos.npy) than the second.',
  ];
}
