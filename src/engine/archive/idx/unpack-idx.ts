import { randomUUID } from 'node:crypto';
import { readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import type { UnpackIdxResult } from '../../../shared/job-results/scan-results.ts';
import type { JobContext } from '../../job/job-context.ts';
import { startStage, type StageProgress } from '../../job/start-stage.ts';
import { stopIfCancelled } from '../../job/stop-if-cancelled.ts';
import { asStorageError } from '../../storage/storage-error.ts';
import { unpackingPrefix } from '../unpacking-prefix.ts';
import { findIdxFiles, type IdxPart } from './find-idx-files.ts';
import { openIdx, type IdxFile } from './read-idx.ts';
import { makeFolder } from '../../storage/make-folder.ts';

/** Pictures that are written at the same time. */
const written = 16;

/**
 * MNIST's four idx files in `folder` as pictures: `out/train/LABEL/NUMBER.png` and `out/test/…`, grey, a split that
 * is recognised as it is. `out` must not exist or be empty; it appears whole or not at all. Throws `idx-files-missing`,
 * `idx-damaged`, `split-destination-taken`, `disk-full`, `permission-denied`, `cancelled`.
 */
export async function unpackIdx(
  { folder, out }: { readonly folder: string; readonly out: string },
  context: JobContext,
): Promise<UnpackIdxResult> {
  const parts = await findIdxFiles(folder);
  await refuseTaken(out);
  const growing = `${unpackingPrefix(out)}${randomUUID()}`;
  const opened: OpenedPart[] = [];
  try {
    for (const part of parts) opened.push(await openPart(part));
    const total = opened.reduce((sum, { pictures }) => sum + pictures.sides[0]!, 0);
    const progress = startStage(context.report, 'unpacking', total, 'photos');
    const classes = new Set<number>();
    const photos = { train: 0, test: 0 };
    for (const part of opened)
      photos[part.part] = await unpackPart(part, growing, classes, progress, context.signal);
    progress.finish();
    // An empty folder may lie there; not every system renames over it.
    await rmdir(out).catch(() => undefined);
    await rename(growing, out);
    const labels = [...classes].sort((one, other) => one - other).map(String);
    return { out, classes: labels, photos };
  } catch (error) {
    await rm(growing, { recursive: true, force: true });
    throw asStorageError(error, out, 'write');
  } finally {
    for (const { pictures, answers } of opened) {
      await pictures.close();
      await answers.close();
    }
  }
}

interface OpenedPart extends Pick<IdxPart, 'part'> {
  readonly pictures: IdxFile;
  readonly answers: IdxFile;
}

async function openPart({ part, images, labels }: IdxPart): Promise<OpenedPart> {
  const pictures = await openIdx(images, 3);
  const answers = await openIdx(labels, 1);
  const [count, found] = [pictures.sides[0]!, answers.sides[0]!];
  if (found === count) return { part, pictures, answers };
  await pictures.close();
  await answers.close();
  throw new ThawError('idx-damaged', { file: labels, detail: `${found} labels for ${count} pictures` });
}

async function refuseTaken(out: string): Promise<void> {
  const entries = await readdir(out).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    if (code === 'ENOTDIR') throw new ThawError('not-a-folder', { path: out, type: 'file' });
    throw asStorageError(error, out, 'read');
  });
  if (entries.length > 0) throw new ThawError('split-destination-taken', { folder: out });
}

/** Returns how many pictures there were; their labels go into `classes`. */
async function unpackPart(
  { part, pictures, answers }: OpenedPart,
  folder: string,
  classes: Set<number>,
  progress: StageProgress,
  signal: AbortSignal,
): Promise<number> {
  const [count, height, width] = pictures.sides as [number, number, number];
  const each = answers.items[Symbol.asyncIterator]();
  const made = new Set<string>();
  const running = new Set<Promise<void>>();
  let number = 0;
  try {
    for await (const pixels of pictures.items) {
      stopIfCancelled(signal);
      const label = ((await each.next()) as IteratorYieldResult<Uint8Array>).value[0]!;
      const place = join(folder, part, String(label));
      if (!made.has(place)) await makeFolder(place);
      made.add(place);
      classes.add(label);
      const file = join(place, `${String(++number).padStart(5, '0')}.png`);
      running.add(writePicture(file, Uint8Array.from(pixels), width, height));
      progress.advance();
      if (running.size < written) continue;
      await Promise.all(running);
      running.clear();
    }
    await Promise.all(running);
    // The labels' end is checked where they are read to it.
    await each.next();
    return count;
  } finally {
    // Nothing is written any more once a failure is told.
    await Promise.allSettled(running);
  }
}

async function writePicture(file: string, pixels: Uint8Array, width: number, height: number): Promise<void> {
  const png = await sharp(pixels, { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .png()
    .toBuffer();
  await writeFile(file, png);
}
