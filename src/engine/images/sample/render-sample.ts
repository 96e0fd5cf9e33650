import { mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import * as z from 'zod';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import type { JobContext } from '../../job/job-context.ts';
import { homeFolders } from '../../storage/home.ts';
import { asStorageError } from '../../storage/storage-error.ts';
import { photoRoom } from '../decode-room.ts';
import { drawPhoto } from './draw-photo.ts';
import { readPicture } from './read-picture.ts';
import { sampleCredits } from './sample-credits.ts';
import {
  planSample,
  sampleDescription,
  sampleName,
  samplePath,
  samplePhotosFolder,
  sampleSeed,
  type SamplePhoto,
} from './sample-plan.ts';
import { makeFolder } from '../../storage/make-folder.ts';

/** The description is written last, so it stands only beside a whole sample. It counts each file's bytes. */
const descriptionFile = 'sample.json';
const descriptionSchema = z.object({ files: z.record(z.string(), z.number()) });

const buildingPrefix = '.rendering-';
/** Rendering takes seconds; what is older was left behind by a process that was killed. */
const abandonedAfterMs = 3_600_000;

/**
 * The folder of the sample, with one folder per class in it and nothing else; credits and description lie beside it.
 * Rendered at the first call and when files are gone; built apart and renamed into place, so that it is there as a
 * whole or not at all. Throws `cancelled`, `permission-denied`, `disk-full` or `sample-picture-missing`.
 */
export async function provideSample(context: JobContext): Promise<string> {
  return providePhotos(planSample(sampleSeed), context);
}

/** The same for any plan. */
export async function providePhotos(plan: readonly SamplePhoto[], context: JobContext): Promise<string> {
  const home = homeFolders.sample();
  const folder = join(home, sampleName);
  const photos = samplePhotosFolder();
  if (await isWhole(folder)) return photos;
  try {
    await makeFolder(home);
    await removeAbandoned(home);
    const building = await mkdtemp(join(home, buildingPrefix));
    try {
      await renderInto(building, plan, context);
      await putInPlace(building, folder);
    } finally {
      await rm(building, { recursive: true, force: true });
    }
  } catch (error) {
    throw asStorageError(error, home, 'write');
  }
  return photos;
}

async function isWhole(folder: string): Promise<boolean> {
  try {
    const text = await readFile(join(folder, descriptionFile), 'utf8');
    const { files } = descriptionSchema.parse(JSON.parse(text));
    const sizes = await Promise.all(
      Object.keys(files).map(async (path) => (await stat(join(folder, path))).size),
    );
    return Object.values(files).every((bytes, index) => bytes === sizes[index]);
  } catch {
    return false;
  }
}

async function removeAbandoned(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    if (!name.startsWith(buildingPrefix)) continue;
    const folder = join(home, name);
    const changed = await stat(folder).catch(() => null);
    if (changed && Date.now() - changed.mtimeMs > abandonedAfterMs)
      await rm(folder, { recursive: true, force: true });
  }
}

async function renderInto(folder: string, plan: readonly SamplePhoto[], context: JobContext): Promise<void> {
  const files: Record<string, number> = {};
  const rendering = plan.map((photo) =>
    photoRoom(1, async () => {
      if (context.signal.aborted) throw new ThawError('cancelled', { run: null });
      const path = `photos/${samplePath(photo)}`;
      const bytes = await renderPhoto(photo);
      await makeFolder(dirname(join(folder, path)));
      await writeFile(join(folder, path), bytes, { flush: true });
      files[path] = bytes.length;
    }),
  );
  // All must have ended before a failure is told, or the last would write into a folder that is being removed.
  await Promise.allSettled(rendering);
  await Promise.all(rendering);
  await writeFile(join(folder, 'CREDITS.txt'), sampleCredits());
  const description = { ...sampleDescription, seed: sampleSeed, files: sorted(files) };
  await writeFile(join(folder, descriptionFile), `${JSON.stringify(description, null, 2)}\n`, {
    flush: true,
  });
}

/** One photo of the sample as the bytes of its file. */
export async function renderPhoto(photo: SamplePhoto): Promise<Uint8Array> {
  const svg = drawPhoto(photo, await readPicture(photo.picture), sampleSeed);
  const picture = sharp(Buffer.from(svg)).flatten({ background: 'white' });
  return photo.format === 'png'
    ? picture.png().toBuffer()
    : picture.jpeg({ quality: photo.quality }).toBuffer();
}

/** Another process may have been quicker: its sample is as good as ours. */
async function putInPlace(building: string, folder: string): Promise<void> {
  try {
    await rename(building, folder);
  } catch (error) {
    if (await isWhole(folder)) return;
    if (!isTaken(error)) throw error;
    await rm(folder, { recursive: true, force: true });
    await rename(building, folder);
  }
}

/** What the systems say when a folder is renamed onto one that holds something. */
function isTaken(error: unknown): boolean {
  return ['ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '');
}

function sorted(files: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(files).sort(([first], [second]) => (first < second ? -1 : 1)));
}
