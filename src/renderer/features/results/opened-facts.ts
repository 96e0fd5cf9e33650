import type { RunView } from '../../../shared/app/run-view.ts';
import { formatBytes, formatCount } from '../../../shared/messages/format-numbers.ts';
import type { Language } from '../../../shared/messages/language.ts';
import { preprocessingFor } from '../../../shared/preprocessing.ts';
import type { OpenedFile } from '../../../shared/run-files.ts';
import { dateAndTime } from '../../shared/date-words.ts';
import type { Fact } from './run-facts.ts';
import type { ResultsWords } from './words/en.ts';

/** What a model from a file is, and where it came from. */
export function openedFacts(
  { config }: Pick<RunView, 'config'>,
  { file, format, madeBy, byThaw, openedAt }: OpenedFile,
  { opened, settings }: Pick<ResultsWords, 'opened' | 'settings'>,
  language: Language,
): { readonly model: readonly Fact[]; readonly origin: readonly Fact[] } {
  const { network, image } = config.recipe;
  const layers = network.kind === 'imported' ? network.layers.length : 0;
  return {
    model: [
      { label: opened.classes, value: config.classes.join(', ') },
      { label: settings.network, value: network.kind === 'imported' ? network.title : '' },
      { label: opened.layers, value: formatCount(layers, language) },
      { label: settings.imageSize, value: settings.pixels(image.size) },
      { label: opened.pixels, value: opened.words.preprocessing(preprocessingFor(network)) },
    ],
    origin: [
      { label: opened.file, value: file.path, code: true },
      { label: opened.madeBy, value: byThaw ? 'Thaw' : (madeBy ?? format) },
      { label: opened.size, value: formatBytes(file.bytes) },
      { label: 'SHA-256', value: file.sha256, code: true },
      { label: opened.at, value: dateAndTime(openedAt, language) },
    ],
  };
}
