import type { ProjectView } from '../../shared/app/project-view.ts';
import { formatAccuracy } from '../../shared/messages/format-numbers.ts';
import type { App } from '../shared/app.ts';
import { activeRunOf, endedRun, shareDone } from './training-end.ts';
import type { AppWords } from './words/en.ts';

/**
 * Shows on dock or taskbar how far the open project's training is, and tells when it ends: by a notification where
 * nobody looks, and by a toast except on its own screen, where the results appear by themselves.
 */
export function tellTraining(
  app: Pick<App, 'desktop' | 'language' | 'place' | 'toast' | 'go'>,
  words: AppWords,
  view: ProjectView,
  before: ProjectView | null,
): void {
  const { desktop, language, place } = app;
  const active = activeRunOf(view);
  desktop?.setTraining(active?.state === 'training');
  desktop?.showProgress(active ? shareDone(active) : null);
  const ended = endedRun(before, view);
  if (!ended) return;
  const failed = ended.state === 'failed';
  const text = failed
    ? words.stoppedByError
    : words.finished(ended.score && formatAccuracy(ended.score.correct, ended.score.count, language));
  if (document.hidden || !document.hasFocus()) desktop?.notify(view.name, text);
  if (place.kind === 'project' && (place.step === 'train' || place.run === ended.run)) return;
  const run = (): void => {
    if (app.place.kind === 'project')
      app.go({ ...app.place, step: failed ? 'train' : 'results', run: ended.run });
  };
  const action = { label: failed ? words.look : words.seeResults, run };
  app.toast({ tone: failed ? 'danger' : 'warm', text, action });
}
