import type { TrainingView } from '../../../shared/app/run-view.ts';
import type { Learns } from '../../shared/charts/learns.ts';
import type { TrainWords } from './words/en.ts';

/** What a run does now, for the screen's title. `learns`: of the phase in work. */
export function doingOf(view: TrainingView, learns: Learns, words: TrainWords): string {
  if (view.state !== 'running') return words[view.state];
  if (view.stage === null) return words.preparing;
  return view.stage === 'training' ? words.learning(learns) : words.doing(view.stage);
}

/** The sentence under the title where the run does not train; null: the phase and the epoch are told. */
export function restingText(view: TrainingView, words: TrainWords): string | null {
  switch (view.state) {
    case 'waiting':
      return words.waitingText;
    case 'pausing':
      return words.pausingText;
    case 'paused':
      return view.folds?.scores.length ? words.folds.pausedText(view.epoch) : words.pausedText(view.epoch);
    case 'stopping':
      return view.folds ? words.folds.stoppingText : words.stoppingText;
    case 'failed':
      return view.epoch === 0 ? words.nothingSaved : words.savedUntil(view.epoch);
    case 'running':
    case 'finished':
      return null;
  }
}

/** What learns in a phase that is known by its name only. */
export function learnsByName(name: string): Learns {
  if (name === 'head') return { kind: 'head' };
  return name === 'fine-tune' ? { kind: 'from-block', block: 5 } : { kind: 'scratch' };
}
