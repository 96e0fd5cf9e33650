import { randomUUID } from 'node:crypto';
import { copyFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { JobContext } from '../../../engine/job/job-context.ts';
import { startStage } from '../../../engine/job/start-stage.ts';
import { stopIfCancelled } from '../../../engine/job/stop-if-cancelled.ts';
import { openModel } from '../../../engine/models/model-folder.ts';
import { requireRoom } from '../../../engine/storage/free-bytes.ts';
import { makeFolder } from '../../../engine/storage/make-folder.ts';
import { asStorageError } from '../../../engine/storage/storage-error.ts';
import { changeAbout, readAbout } from '../../../engine/training/about-file.ts';
import { openRun, readOpened, refuseTakenRun, runPaths } from '../../../engine/training/run-folder.ts';
import type { RequestOf } from '../../../shared/job-requests.ts';
import { moveRunFolders } from './move-paths.ts';
import { listProjectFiles } from './project-files.ts';

/** What a run is made of, by the first part of a path in it; where its training would go on stays behind. */
const parts = new Set(
  Object.entries(runPaths(''))
    .filter(([part]) => part !== 'checkpoints')
    .map(([, path]) => path),
);

/**
 * Copies a whole run of another computer, but for its checkpoints, to RUN: all of it or nothing. It bears the name of its folder
 * where it has none, and speaks of PHOTOS as the folder of its photos, so that it leads nowhere else. Throws
 * `run-exists`, `run-has-no-model`, `run-file-damaged`, `run-from-newer-version`, `cancelled`, `disk-full`,
 * `permission-denied`.
 */
export async function takeRun(
  { folder, run, photos }: RequestOf<'take-run'>,
  context: JobContext,
): Promise<{ readonly run: string }> {
  await refuseTakenRun(run);
  if (!(await readOpened(folder))) await openRun(folder);
  await openModel(folder);
  const aside = join(dirname(run), `.${basename(run)}-${randomUUID()}`);
  try {
    await copyRun(folder, aside, context);
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
  const names = (await listProjectFiles(from)).filter((name) => parts.has(name.split('/')[0]!));
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(from, name))).size));
  await makeFolder(to);
  await requireRoom(
    to,
    sizes.reduce((sum, bytes) => sum + bytes, 0),
  );
  const progress = startStage(report, 'unpacking', names.length, 'files');
  for (const name of names) {
    stopIfCancelled(signal);
    await makeFolder(dirname(join(to, name)));
    await copyFile(join(from, name), join(to, name));
    progress.advance();
  }
  progress.finish();
}
