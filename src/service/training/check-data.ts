import { stat } from 'node:fs/promises';
import type { ReadyCheck } from '../../shared/app/run-view.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { SplitFile } from '../../shared/run-files.ts';
import { asThawError } from '../jobs/as-thaw-error.ts';
import type { Project } from '../projects/project.ts';
import { countParts } from './plan-view.ts';

/** The project's split as a training reads it, up to date. Throws why there is none. */
export type ReadSplit = (project: Project) => Promise<SplitFile>;

export interface DataPlan {
  readonly check: Extract<ReadyCheck, { kind: 'data' }>;
  /** null where the check fails without one. */
  readonly split: SplitFile | null;
}

/** Whether a training can begin with the project's photos. Never throws. */
export async function checkData(project: Project, readSplit: ReadSplit): Promise<DataPlan> {
  let split: SplitFile | null = null;
  try {
    split = await readSplit(project);
    await requireTrainable(split);
    return { check: { kind: 'data', ok: true, counts: countParts(split), error: null }, split };
  } catch (error) {
    const plain = asThawError(error).toPlain();
    return { check: { kind: 'data', ok: false, counts: countParts(split), error: plain }, split };
  }
}

async function requireTrainable({ folder, classes, photos }: SplitFile): Promise<void> {
  if (!(await stat(folder).catch(() => null))) throw new ThawError('folder-not-found', { folder });
  if (photos.length === 0) throw new ThawError('no-classes', { folder, photosAtTop: 0 });
  if (classes.length < 2) throw new ThawError('one-class-only', { folder, className: classes[0] ?? '' });
  const trained = photos.filter(({ part }) => part === 'train');
  if (trained.length === 0) throw new ThawError('no-training-part', { folder });
  classes.forEach((className, index) => {
    if (!trained.some(({ classIndex }) => classIndex === index))
      throw new ThawError('class-too-small', { className, count: 0, needed: 1, reason: 'parts' });
  });
}
