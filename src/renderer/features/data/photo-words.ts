import type { PhotoView } from '../../../shared/app/project-view.ts';
import type { SkippedFile } from '../../../shared/dataset.ts';
import type { Stage } from '../../../shared/job-events.ts';
import { jobWords as english } from '../../../shared/messages/en/job-words.ts';
import type { Language } from '../../../shared/messages/language.ts';
import { jobWords as chinese } from '../../../shared/messages/zh-CN/job-words.ts';
import { dataWords } from './words/index.ts';

const jobWords = { en: english, 'zh-CN': chinese };

/** Why a file was left out, in a few words. */
export function skipReason({ reason }: SkippedFile, language: Language): string {
  return jobWords[language].skipReasons[reason];
}

/** What a job does just now, in a few words. */
export function stageName(stage: Stage, language: Language): string {
  return jobWords[language].stages[stage];
}

/** The last part of a path. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Pixels and bytes: `500 × 374 px, 29.3 kB`; bytes alone where it could not be read. */
export function photoFacts({ width, height, bytes }: PhotoView, language: Language): string {
  const { viewer } = dataWords[language];
  const size = viewer.bytesOf(bytes);
  if (width === null || height === null) return size;
  return [viewer.pixelsOf(width, height), size].join(language === 'zh-CN' ? '，' : ', ');
}

/** What a screen reader says of a thumbnail: class, file name, part or state. */
export function describePhoto(photo: PhotoView, language: Language): string {
  const words = dataWords[language];
  const { state, part } = photo;
  const name = words.grid.photo(photo.className, fileName(photo.path));
  const more =
    state.kind === 'unusable'
      ? words.grid.unusable
      : state.kind === 'left-out'
        ? words.grid.leftOutBadge
        : part === null
          ? null
          : words.parts[part];
  return more === null ? name : words.grid.photo(name, more);
}

/** The list of left-out files as CSV, for a spreadsheet (UTF-8 with its mark, fields quoted). */
export function skippedCsv(files: readonly SkippedFile[], language: Language): string {
  const { skipped } = dataWords[language];
  const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const rows = files.map((file) => [file.path, skipReason(file, language), file.detail]);
  return `\ufeff${[[skipped.file, skipped.reason, ''], ...rows].map((row) => row.map(quote).join(',')).join('\r\n')}\r\n`;
}
