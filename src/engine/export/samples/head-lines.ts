import { assertNever } from '../../../shared/assert-never.ts';
import type { LabelsFile } from '../labels-file.ts';
import type { PreprocessingStep } from '../preprocessing-file.ts';
import { divisor } from '../../../shared/preprocessing.ts';
import { literal, type SampleFacts } from './sample-facts.ts';

/** The lines at the top that say what the model is, without the language's sign for a comment. */
export function headLines({ runName, labels, preprocessing }: SampleFacts): readonly string[] {
  const steps = preprocessing.steps.map(stepWords).filter((words) => words !== null);
  return [
    `Asks the model ${literal(runName)}, made by Thaw, what is on a photo.`,
    ...classLines(labels.classes),
    answerLine(labels),
    ...wrapped(`Preprocessing: ${steps.join(', ')}.`),
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

function answerLine({ output }: LabelsFile): string {
  return output.kind === 'sigmoid'
    ? `The model answers one number a photo: the probability of ${literal(output.probabilityOf)}.`
    : 'The model answers one probability a class.';
}

const channelWords = { rgb: 'red, green, blue', bgr: 'blue, green, red' } as const;

/** What a step does; null for one that changes nothing. */
function stepWords(step: PreprocessingStep): string | null {
  switch (step.step) {
    case 'decode':
      return 'RGB';
    case 'turn-upright':
      return 'upright';
    case 'crop':
      return 'the centre square';
    case 'resize':
      return `resized to ${step.width} x ${step.height} pixels (bilinear)`;
    case 'resize-longer-side':
      return `its longer side resized to ${step.to} pixels (bilinear)`;
    case 'pad':
      return `centred on ${step.width} x ${step.height} black pixels`;
    case 'cut':
      return `of which the centre of ${step.width} x ${step.height} pixels`;
    case 'order-channels':
      return `${channelWords[step.order]} from 0 to 255`;
    case 'grey':
      return 'grey (ITU-R 601 luma) from 0 to 255';
    case 'subtract':
      return step.mean.some((value) => value !== 0) ? `minus ${step.mean.join(', ')}` : null;
    case 'subtract-image':
      return `minus ${step.file}`;
    case 'multiply':
      return step.by === 1 ? null : `divided by ${divisor(step.by)}`;
    default:
      return assertNever(step);
  }
}

const lineLength = 88;

/** A text on lines of a page of code. */
function wrapped(text: string): readonly string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!;
    if (line !== '' && line.length + word.length >= lineLength) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}
