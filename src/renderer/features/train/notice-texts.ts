import type { Notice } from '../../../shared/job-events.ts';
import type { TrainWords } from './words/en.ts';

/** A notice as a calm banner. */
export interface NoticeText {
  /** The same for the same notice, so that one that was closed stays closed. */
  readonly key: string;
  readonly tone: 'warm' | 'plain';
  readonly title: string;
  readonly text: string | null;
}

/** The banner for a notice; null for what the screen tells elsewhere. `phaseTitle` names a phase by its plain name. */
export function noticeText(
  notice: Notice,
  words: TrainWords,
  phaseTitle: (name: string) => string,
): NoticeText | null {
  const key = JSON.stringify(notice);
  const plain = (title: string): NoticeText => ({ key, tone: 'plain', title, text: null });
  switch (notice.code) {
    case 'no-validation-part':
    case 'no-test-part':
      return { key, tone: 'plain', ...words.notices[notice.code] };
    case 'slow-backend':
      return { key, tone: 'warm', ...words.notices[notice.code] };
    case 'class-weights':
      return plain(words.classWeights(Object.entries(notice.weights)));
    case 'started-from':
      return plain(words.startedFrom(notice));
    case 'resumed':
      return plain(words.resumed(notice.epoch));
    case 'went-back':
      return plain(words.wentBack(notice.step));
    case 'fewer-at-once':
      return { key, tone: 'warm', ...words.fewerAtOnce(notice.photos) };
    case 'gpu-left':
      return { key, tone: 'warm', ...words.gpuLeft(notice) };
    case 'fitted-to-memory':
      return { key, tone: 'warm', ...words.fittedToMemory(phaseTitle(notice.phase), notice.photos) };
    case 'fewer-workers':
      return { key, tone: 'warm', ...words.fewerWorkers(notice.processes) };
    case 'smaller-pass':
      return { key, tone: 'warm', ...words.smallerPass(notice.photos) };
    case 'early-stop':
      return plain(words.earlyStop(phaseTitle(notice.phase), notice.epoch));
    case 'skipped-files':
      return plain(words.skipped(notice.skipped.length));
    case 'backend':
    case 'time-estimate':
    case 'shorter-phases':
    case 'missing-value':
      return null;
  }
}
