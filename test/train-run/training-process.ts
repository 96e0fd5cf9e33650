import { trainRun, resumeRun } from '../../src/engine/training/train-run.ts';
import type { Recipe } from '../../src/shared/recipe.ts';
import { isThawError } from '../../src/shared/errors/thaw-error.ts';
import type { JobContext } from '../../src/engine/job/job-context.ts';

/** A process that trains, for a test that kills it. Tells its parent every event, then the result or the error. */

export type TrainingOrder =
  | { readonly kind: 'train'; readonly folder: string; readonly run: string; readonly recipe: Recipe }
  | { readonly kind: 'resume'; readonly run: string };

const tell = (message: object): void => {
  process.send?.(message);
};
const context: JobContext = {
  report: tell,
  signal: new AbortController().signal,
  pauseRequested: () => false,
  stopRequested: () => false,
};

process.once('message', (order: TrainingOrder) => {
  const work =
    order.kind === 'train'
      ? trainRun(
          { folder: order.folder, run: order.run, recipe: order.recipe, changes: [], seed: 3 },
          context,
        )
      : resumeRun(order.run, context);
  work.then(
    (result) => process.send?.({ kind: 'result', result }, () => process.exit(0)),
    (error: unknown) =>
      process.send?.({ kind: 'error', code: isThawError(error) ? error.code : String(error) }, () =>
        process.exit(1),
      ),
  );
});
