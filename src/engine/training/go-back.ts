import type { JobContext } from '../job/job-context.ts';
import { readMetrics } from './metrics-file.ts';
import { reopenResults } from './replace-results.ts';
import { runPaths } from './run-folder.ts';
import type { RunSession } from './run-session.ts';
import { findSnapshot, restoreSnapshot } from './snapshots.ts';

/**
 * Takes a run back to the snapshot of a step, through all phases, and says so. The results that it has stay until there
 * are new ones. Throws `snapshot-not-found`, `run-file-damaged`, `disk-full`, `permission-denied`.
 */
export async function goBack(
  session: RunSession,
  step: number,
  { report }: Pick<JobContext, 'report'>,
): Promise<void> {
  const { run, config } = session;
  const { phases } = config.recipe;
  const { checkpoints, metrics } = runPaths(run);
  const snapshot = await findSnapshot(run, checkpoints, step);
  // First: a kill in between must leave a run that goes on, not one that is called finished and is not.
  await reopenResults(run, (await readMetrics(metrics)).length);
  await restoreSnapshot(
    checkpoints,
    snapshot,
    phases.map(({ name }) => name),
  );
  const { phase, epoch } = snapshot;
  report({ kind: 'notice', notice: { code: 'went-back', step, phase, epoch: epoch ?? null } });
}
