import type { Place } from '../kills/killed-call.ts';
import { fillExporting } from './fill-exporting.ts';
import { fillService } from './fill-service.ts';
import { fillSplitting, fillUndoing } from './fill-splitting.ts';
import { fillTraining } from './fill-training.ts';
import { openFullBench, type ChooseWrites, type FilledTask, type FilledTaskFound } from './full-bench.ts';

/** `service`: what the service itself writes, without the terminal's tasks. */
export type FilledTasks = 'all' | 'service';

/** Fills the disk at chosen writes of every task that writes, and looks what is left and whether all goes on. */
export async function fullAtEveryWrite(
  folder: string,
  place: Place,
  choose: ChooseWrites,
  tasks: FilledTasks = 'all',
): Promise<ReadonlyMap<FilledTask, FilledTaskFound>> {
  const bench = await openFullBench(folder, place, choose);
  if (tasks === 'all') {
    await fillSplitting(bench, 'splitting as a list', 'list');
    await fillSplitting(bench, 'splitting by copy', 'copy');
    await fillSplitting(bench, 'splitting by move', 'move');
    await fillUndoing(bench);
    await fillExporting(bench);
    await fillTraining(bench);
  }
  return new Map([...bench.found, ...(await fillService(bench, choose))]);
}
