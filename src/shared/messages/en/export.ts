import type { ExportErrors } from '../../errors/export-errors.ts';
import { tensorFlowLite } from '../../export-formats.ts';
import type { ErrorSentences } from '../message-types.ts';

export const exportMessages: ErrorSentences<ExportErrors> = {
  'unknown-format': ({ format, known }) => ({
    message: `There is no export format "${format}".`,
    remedy:
      format === tensorFlowLite
        ? 'It can be written in Python alone: use --format savedmodel --form network, and make a .tflite file of that with the five lines of docs/tensorflow-lite.md.'
        : `Choose one of: ${known.join(', ')}.`,
  }),
  'export-reader-missing': ({ format, reader, detail }) => ({
    message: `${format} is checked by ${reader}, which cannot be loaded here (${detail}). Nothing was written.`,
    remedy: `Install the optional package ${reader}, or choose another format.`,
  }),
  'weight-beyond-half': ({ weight, value }) => ({
    message: `${weight} holds ${String(value)}, and half precision ends at 65504. Nothing was written.`,
    remedy: 'Keep the weights as float32 (--weights float32).',
  }),
  'layer-not-exportable': ({ format, layer, kind }) => ({
    message: `${format} has no layer of the kind ${kind}, which ${layer} is. Nothing was written.`,
    remedy: 'Use the model in Thaw, or train a network without this layer.',
  }),
  'export-destination-taken': ({ path }) => ({
    message: `${path} exists already. It was left as it is.`,
    remedy: 'Name a file or folder that does not exist yet, or move that one away.',
  }),
  'export-scores-differ': ({ format, differs, maxDifference, allowed, keptAt }) => ({
    message: `The ${format} export does not score as the model does: ${what[differs]} differs by ${difference(
      maxDifference,
    )}, and ${difference(allowed)} is allowed. It was not put into place; its files are kept in ${keptAt}.`,
    remedy:
      'This is a defect of Thaw. Do not use these files; report it with this text and what "thaw doctor" says.',
  }),
};

const what = { probability: 'a probability', familiarity: 'a likeness to the training photos' } as const;

function difference(value: number): string {
  return Number.isFinite(value) ? value.toExponential(1) : 'more than can be measured';
}
