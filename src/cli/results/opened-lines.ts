import type { ImportModelResult } from '../../shared/job-results/model-results.ts';
import { formatBytes, formatCount } from '../../shared/messages/format-numbers.ts';
import type { CliContext } from '../cli-context.ts';

/** What was opened, from where, and what about it is not as its file has it. */
export function openedLines(
  { run, opened, classes, layers, parameters, size, preprocessing }: ImportModelResult,
  { words, language }: Pick<CliContext, 'words' | 'language'>,
): readonly string[] {
  const text = words.opened;
  const { file, madeBy, format, notes } = opened;
  return [
    text.from(file.path, madeBy ?? format, formatBytes(file.bytes)),
    text.network(formatCount(layers, language), formatCount(parameters, language), size),
    text.classes(classes),
    text.preprocessing(preprocessing),
    ...notes.map(text.note),
    text.at(run),
  ];
}
