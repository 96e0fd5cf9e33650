import type { ProjectView } from '../../../shared/app/project-view.ts';
import type { Language } from '../../../shared/messages/language.ts';
import { dataWords } from './words/index.ts';

/** Why training cannot be next; null where it can. */
export function whyShut(view: ProjectView, language: Language): string | null {
  const { shut } = dataWords[language].footer;
  if (view.reading.kind === 'reading' || view.reading.kind === 'unpacking') return shut.reading;
  if (view.source.missing) return shut.missing;
  if (view.reading.kind === 'failed')
    return view.reading.error.code === 'no-classes' ? shut.oneClass : shut.failed;
  if (view.split.writing) return shut.writing;
  if (view.classes.filter(({ excluded, photos }) => !excluded && photos > 0).length < 2) return shut.oneClass;
  const tooSmall = view.findings.find((finding) => finding.kind === 'class-too-small');
  if (tooSmall) return shut.tooSmall(tooSmall.className, tooSmall.needed);
  return view.split.error === null ? null : shut.noSplit;
}
