import { assertNever } from '../../../shared/assert-never.ts';
import type { KitWords } from '../../../shared/messages/en/kit-words.ts';
import type { PreprocessingStep } from '../preprocessing-file.ts';
import { divisor } from '../../../shared/preprocessing.ts';
import { literal, threshold } from '../samples/sample-facts.ts';
import type { KitFacts } from './kit-facts.ts';

/** Each step from a photo to its answer, as Markdown; those that change nothing are left out. */
export function describeSteps(
  { labels, preprocessing }: Pick<KitFacts, 'labels' | 'preprocessing'>,
  words: KitWords,
): readonly string[] {
  const { input, steps } = preprocessing;
  const { output, classes, leastConfidence, familiarity } = labels;
  const shape = `[1, ${input.height ?? 'height'}, ${input.width ?? 'width'}, ${input.channels}]`;
  return [
    ...steps.flatMap((step) => stepText(step, words.step) ?? []),
    words.step.input(input.type, shape),
    output.kind === 'sigmoid'
      ? words.step.sigmoid(quoted(output.probabilityOf), quoted(classes[0]!))
      : words.step.softmax,
    ...(leastConfidence === undefined ? [] : [words.step.confidence(threshold(leastConfidence))]),
    ...(familiarity
      ? [words.step.familiarity(familiarity.layer, familiarity.neighbour, threshold(familiarity.least))]
      : []),
  ];
}

/** A name as Markdown's code, on one line. */
export function quoted(name: string): string {
  return `\`${literal(name).replaceAll('`', '\\u0060')}\``;
}

function stepText(step: PreprocessingStep, words: KitWords['step']): string | null {
  switch (step.step) {
    case 'decode':
      return words.decode;
    case 'turn-upright':
      return words.upright;
    case 'crop':
      return words.crop;
    case 'resize':
      return words.resize(step.width, step.height);
    case 'resize-longer-side':
      return words.resizeLonger(step.to);
    case 'pad':
      return words.pad(step.width, step.height);
    case 'cut':
      return words.cut(step.width, step.height);
    case 'order-channels':
      return words.order[step.order];
    case 'grey':
      return words.grey;
    case 'subtract':
      return step.mean.some((value) => value !== 0) ? words.subtract(step.mean.join(', ')) : null;
    case 'subtract-image':
      return words.subtractImage(step.file);
    case 'multiply':
      return step.by === 1 ? null : words.divide(String(divisor(step.by)));
    default:
      return assertNever(step);
  }
}
