import { type FileHandle, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '../storage/write-atomically.ts';
import { type IndexEntry, indexLine, parseIndex } from './record-index.ts';
import { storeFiles } from './record-store.ts';
import { recordBytes, type StorePlace } from './store-place.ts';

/** Writes the description where it is missing or was changed. */
export async function describeStore({ folder, description }: StorePlace): Promise<void> {
  const file = join(folder, storeFiles.description);
  const found = await readFile(file, 'utf8').catch(() => null);
  if (found !== description) await writeAtomically(file, description);
}

/**
 * Cuts the data after the last record that the index names, and writes the index anew where it holds anything else
 * than whole lines for records that are there.
 */
export async function repairStore(
  { folder, layout }: StorePlace,
  records: FileHandle,
): Promise<{ nextNumber: number; indexBytes: number }> {
  const file = join(folder, storeFiles.index);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  });
  const { size } = await records.stat();
  const { entries, whole } = parseIndex(text);
  const isThere = ({ number }: IndexEntry): boolean => (number + 1) * recordBytes(layout) <= size;
  const there = [...entries].filter(([, entry]) => isThere(entry));
  const nextNumber = there.reduce((next, [, { number }]) => Math.max(next, number + 1), 0);
  await records.truncate(nextNumber * recordBytes(layout));
  if (whole && there.length === entries.size) return { nextNumber, indexBytes: Buffer.byteLength(text) };
  const lines = there.map(([sha256, entry]) => indexLine(sha256, entry)).join('');
  if (lines === '') await rm(file, { force: true });
  else await writeAtomically(file, lines);
  return { nextNumber, indexBytes: lines.length };
}
