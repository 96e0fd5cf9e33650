import type { Evaluation } from '../../../shared/run-files.ts';
import type { AnswerFilter } from './answer-filter.ts';
import type { Answers } from './answers.svelte.ts';
import type { Looking } from './looking.svelte.ts';
import type { Relabelling } from './relabelling.svelte.ts';

/** What every list of a run's mistakes is given. */
export interface MistakesProps {
  readonly project: string;
  readonly run: string;
  readonly evaluation: Evaluation;
  readonly part: 'test' | 'validation';
  readonly answers: Answers;
  readonly filter: AnswerFilter;
  readonly looking: Looking;
  readonly relabelling: Relabelling;
  readonly onfilter: (filter: AnswerFilter) => void;
  readonly onsee: () => void;
}
