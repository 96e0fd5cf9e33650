import { copyFile, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { asStorageError } from '../storage/storage-error.ts';
import { writeJsonAtomically } from '../storage/write-atomically.ts';

/**
 * Snapshots: checkpoints of a run under the number of their step, beside those of ./checkpoint-store.ts. snapshots.json
 * lists them, with the file that held the phase's best epoch at the time.
 */
export const snapshotList = 'snapshots.json';

const snapshotSchema = z.object({
  /** Through all phases. */
  step: z.number().int().positive(),
  /** Index of the phase. */
  phase: z.number().int().min(0),
  /** Epochs that were finished by then, through all phases; missing in older runs. */
  epoch: z.number().int().min(0).exactOptional(),
  best: z.string().nullable(),
});
const listSchema = z.object({ schemaVersion: z.literal(1), snapshots: z.array(snapshotSchema) });
export type Snapshot = z.infer<typeof snapshotSchema>;

export function checkpointPrefix(phase: number, name: string): string {
  return `${phase + 1}-${name}`;
}

/** The file of a phase's last epoch. */
export function lastName(phase: number, name: string): string {
  return `${checkpointPrefix(phase, name)}-last.safetensors`;
}

export function snapshotName(step: number): string {
  return `snapshot-${String(step).padStart(6, '0')}.safetensors`;
}

/** Adds a snapshot that was written to the list. Throws `permission-denied`, `disk-full`, `run-file-damaged`. */
export async function noteSnapshot(folder: string, snapshot: Snapshot): Promise<void> {
  const others = (await readSnapshots(folder)).filter(({ step }) => step !== snapshot.step);
  const snapshots = [...others, snapshot].sort((one, other) => one.step - other.step);
  await writeSnapshots(folder, snapshots);
}

/** Files of best epochs that a snapshot needs. */
export async function bestOfSnapshots(folder: string): Promise<readonly string[]> {
  return (await readSnapshots(folder)).flatMap(({ best }) => best ?? []);
}

/** Throws `snapshot-not-found`, `permission-denied`, `run-file-damaged`. */
export async function findSnapshot(run: string, folder: string, step: number): Promise<Snapshot> {
  const known = await readSnapshots(folder);
  const snapshot = known.find((each) => each.step === step);
  if (!snapshot)
    throw new ThawError('snapshot-not-found', { run, step, known: known.map((each) => each.step) });
  return snapshot;
}

/**
 * Makes a snapshot what the run goes on from: it becomes its phase's last checkpoint, and later phases and snapshots were
 * never there. `phaseNames`: names of the run's phases, in order. Throws `disk-full`, `permission-denied`.
 */
export async function restoreSnapshot(
  folder: string,
  { step, phase }: Snapshot,
  phaseNames: readonly string[],
): Promise<void> {
  const last = join(folder, lastName(phase, phaseNames[phase]!));
  try {
    await copyFile(join(folder, snapshotName(step)), `${last}.next`);
    await forgetAfter(folder, step);
    // From the last phase back: whatever moment a kill comes at, the run is at a place where it has been.
    for (let later = phaseNames.length - 1; later > phase; later--)
      await rm(join(folder, lastName(later, phaseNames[later]!)), { force: true });
    await rename(`${last}.next`, last);
  } catch (error) {
    throw asStorageError(error, last, 'write');
  }
}

/** Snapshots of epochs that are learned anew would lead to a place of which the run's history no longer tells. */
async function forgetAfter(folder: string, step: number): Promise<void> {
  const known = await readSnapshots(folder);
  const snapshots = known.filter((snapshot) => snapshot.step <= step);
  await writeSnapshots(folder, snapshots);
  for (const later of known.slice(snapshots.length))
    await rm(join(folder, snapshotName(later.step)), { force: true });
}

function writeSnapshots(folder: string, snapshots: readonly Snapshot[]): Promise<void> {
  return writeJsonAtomically(join(folder, snapshotList), { schemaVersion: 1, snapshots });
}

/** In the order of their steps. Throws `permission-denied`, `run-file-damaged`. */
export async function readSnapshots(folder: string): Promise<readonly Snapshot[]> {
  const file = join(folder, snapshotList);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw asStorageError(error, file, 'read');
  });
  if (text === null) return [];
  try {
    return listSchema.parse(JSON.parse(text)).snapshots;
  } catch (cause) {
    throw new ThawError('run-file-damaged', { file, detail: String(cause) }, { cause });
  }
}
