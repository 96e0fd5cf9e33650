import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { JobContext } from '../../../engine/job/job-context.ts';
import { startStage } from '../../../engine/job/start-stage.ts';
import { stopIfCancelled } from '../../../engine/job/stop-if-cancelled.ts';
import { openModel } from '../../../engine/models/model-folder.ts';
import { requireRoom } from '../../../engine/storage/free-bytes.ts';
import { asStorageError } from '../../../engine/storage/storage-error.ts';
import { lockName } from '../../../engine/storage/writer-lock.ts';
import { changeAbout, readAbout } from '../../../engine/training/about-file.ts';
import { refuseTakenRun, runPaths } from '../../../engine/training/run-folder.ts';
import type { RequestOf } from '../../../shared/job-requests.ts';
import { moveRunFolders } from './move-paths.ts';
import { listProjectFiles } from './project-files.ts';

/** Where a training goes on, which needs its photos as they were there. */
const leftBehind = new RegExp(`^${basename(runPaths('').checkpoints)}/|(^|/)${lockName}$`);

/**
 * Copies a run of another computer, but for its checkpoints, to RUN: whole or not at all. It bears the name of its folder
 * where it has none, and speaks of PHOTOS as the folder of its photos, so that it leads nowhere else. Throws
 * `run-exists`, `run-has-no-model`, `run-file-damaged`, `run-from-newer-version`, `cancelled`, `disk-full`,
 * `permission-denied`.
 */
export async function takeRun(
  { folder, run, photos }: RequestOf<'take-run'>,
  context: JobContext,
): Promise<{ readonly run: string }> {
  await refuseTakenRun(run);
  const aside = join(dirname(run), `.${basename(run)}-${randomUUID()}`);
  try {
    await copyRun(folder, aside, context);
    await openModel(aside);
    await moveRunFolders(aside, () => photos);
    if ((await readAbout(aside)).name === null) await changeAbout(aside, { name: basename(folder) });
    await rename(aside, run);
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    throw asStorageError(error, run, 'write');
  }
  return { run };
}

async function copyRun(from: string, to: string, { report, signal }: JobContext): Promise<void> {
  const names = (await listProjectFiles(from)).filter((name) => !leftBehind.test(name));
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(from, name))).size));
  await mkdir(to, { recursive: true });
  await requireRoom(
    to,
    sizes.reduce((sum, bytes) => sum + bytes, 0),
  );
  const progress = startStage(report, 'unpacking', names.length, 'files');
  for (const name of names) {
    stopIfCancelled(signal);
    await mkdir(dirname(join(to, name)), { recursive: true });
    await copyFile(join(from, name), join(to, name));
    progress.advance();
  }
  progress.finish();
}
