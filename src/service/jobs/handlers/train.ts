import { measureRunSpeed } from '../../../engine/training/measure-speed.ts';
import { trainRun } from '../../../engine/training/train-run.ts';
import { dataHome } from '../../../engine/storage/home.ts';
import type { JobContext } from '../../../engine/job/job-context.ts';
import type { TrainResult } from '../../../shared/job-results/training-results.ts';
import type { RequestOf } from '../../../shared/job-requests.ts';
import { openSpeeds } from '../../training/speeds.ts';
import { createTimeTeller } from '../../training/tell-time.ts';

export async function train(request: RequestOf<'train'>, context: JobContext): Promise<TrainResult> {
  const { folder, run, recipe, changes, seed, lists, from, leftGpu, tellTime = false } = request;
  const given = { folder, run, recipe, changes, seed, lists, from, leftGpu };
  if (!tellTime) return trainRun(given, context);
  const teller = createTimeTeller({
    speeds: openSpeeds(dataHome()),
    measure: (session) => measureRunSpeed(session, context.signal),
    report: context.report,
  });
  return trainRun(given, { ...context, report: teller.report }, teller.beforeTraining);
}
