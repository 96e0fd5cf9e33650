import type { StageProgress } from './start-stage.ts';

/**
 * Progress of work that may begin anew, as where a GPU fails: gives what counts the units of one try. What an earlier try
 * told is not told once more.
 */
export function acrossTries(progress: Pick<StageProgress, 'advance'>): () => () => void {
  let told = 0;
  return () => {
    let done = 0;
    return () => {
      done += 1;
      if (done <= told) return;
      told = done;
      progress.advance();
    };
  };
}
