import { silentContext, type JobContext } from '../../../engine/job/job-context.ts';
import { stopIfCancelled } from '../../../engine/job/stop-if-cancelled.ts';
import { openWarmModel, type WarmModel } from '../../../engine/prediction/open-warm-model.ts';
import { byClass, type ScoredFile } from '../../../engine/prediction/score-files.ts';
import { assertNever } from '../../../shared/assert-never.ts';
import type { JobMessage, ModelAnswer, ModelAsk } from '../../../shared/job-asks.ts';
import type { Report } from '../../../shared/job-events.ts';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import type { RequestOf } from '../../../shared/job-requests.ts';
import { indexOfLargest } from '../../../shared/statistics/index-of-largest.ts';
import { asThawError } from '../as-thaw-error.ts';

/**
 * Opens a run's model and answers what is asked until the job is cancelled. Asks run side by side: a short one is
 * answered between two batches of a long one. An ask that fails ends with its error; the model stays open.
 */
export async function openModel(
  request: RequestOf<'open-model'>,
  context: JobContext,
  said: AsyncIterable<JobMessage>,
): Promise<never> {
  const model = await openWarmModel(request.run, context.report);
  context.report({ kind: 'model-opened' });
  const open = new Map<string, AbortController>();
  try {
    for await (const message of said) {
      if (message.kind === 'drop') open.get(message.id)?.abort();
      else {
        const { id, ask } = message;
        const dropped = new AbortController();
        open.set(id, dropped);
        const answer = (given: ModelAnswer): void => {
          context.report({ kind: 'model-answer', ask: id, answer: given });
        };
        answerAsk(model, ask, AbortSignal.any([dropped.signal, context.signal]), answer)
          .then(
            () => {
              answer({ kind: 'done' });
            },
            (error: unknown) => {
              answer({ kind: 'failed', error: asThawError(error).toPlain() });
            },
          )
          .finally(() => open.delete(id));
      }
    }
    throw new ThawError('cancelled', { run: request.run });
  } finally {
    model.close();
  }
}

async function answerAsk(
  model: WarmModel,
  ask: ModelAsk,
  signal: AbortSignal,
  answer: (answer: ModelAnswer) => void,
): Promise<void> {
  switch (ask.kind) {
    case 'score':
      await answerPhotos(model, model.score(ask.paths, signal), answer);
      return;
    case 'score-photos':
      await answerPhotos(model, model.scorePhotos(ask.photos, ask.limitPixels, signal), answer);
      return;
    case 'why':
      stopIfCancelled(signal);
      answer({ kind: 'heat', png: await model.why(ask.path, ask.className) });
      return;
    case 'similar': {
      const report: Report = (event) => {
        if (event.kind !== 'progress') return;
        const { stage, done, total } = event;
        answer({ kind: 'computing', stage, done, total });
      };
      const found = await model.similar(ask, { ...silentContext, report, signal });
      if (typeof found === 'number') answer({ kind: 'unseen', photos: found });
      else answer({ kind: 'similar', photos: found });
      return;
    }
    case 'activations':
      stopIfCancelled(signal);
      answer({ kind: 'sheet', png: await model.activations(ask.path, ask.layer) });
      return;
    case 'pattern':
      answer({ kind: 'pattern', ...(await model.pattern(ask.layer, ask.filter, signal)) });
      return;
    default:
      assertNever(ask);
  }
}

async function answerPhotos(
  model: WarmModel,
  scored: AsyncIterable<ScoredFile>,
  answer: (answer: ModelAnswer) => void,
): Promise<void> {
  const { classes } = model.file;
  let index = 0;
  for await (const file of scored) {
    if (file.kind === 'skipped') answer({ kind: 'skipped', index, skipped: file.skipped });
    else {
      const { width, height } = file;
      const label = classes[indexOfLargest(file.probabilities)]!;
      const probabilities = byClass(classes, file.probabilities);
      const familiarity = model.familiarity(file.features);
      answer({ kind: 'photo', index, width, height, label, probabilities, familiarity });
    }
    index++;
  }
}
