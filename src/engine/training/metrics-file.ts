import { appendFile, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { EpochEvent } from '../../shared/job-events.ts';
import { asStorageError } from '../storage/storage-error.ts';
import { writeAtomically } from '../storage/write-atomically.ts';

/** metrics.jsonl: one line of JSON per finished epoch, the event that everyone was told. */

const scores = z.object({ loss: z.number(), accuracy: z.number() });
const epochSchema = z.object({
  kind: z.literal('epoch'),
  phase: z.string(),
  epoch: z.number().int(),
  phaseEpoch: z.number().int(),
  phaseEpochs: z.number().int(),
  training: scores,
  validation: scores.nullable(),
  learningRate: z.number(),
  seconds: z.number(),
  photosPerSecond: z.number(),
  best: z.boolean(),
});

/** Adds a line and flushes it to the disk. Throws `permission-denied`, `disk-full`, `drive-gone`. */
export async function appendMetrics(file: string, event: EpochEvent): Promise<void> {
  await appendFile(file, `${JSON.stringify(event)}\n`, { flush: true }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new ThawError('drive-gone', { path: dirname(file) }, { cause: error });
    throw asStorageError(error, file, 'write');
  });
}

/**
 * Cuts the file back to its first `epochs` lines, those whose checkpoint is whole, and returns them: a kill between
 * line and checkpoint leaves a line too many, or a torn one. Throws `run-file-damaged` where lines are missing.
 */
export async function restoreMetrics(file: string, epochs: number): Promise<readonly EpochEvent[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw asStorageError(error, file, 'read');
  });
  const kept = text.split('\n').slice(0, epochs);
  const events = kept.map((line, index) => parseLine(file, line, index + 1));
  if (events.length < epochs || kept.at(-1) === '')
    throw new ThawError('run-file-damaged', { file, detail: `${events.length} of ${epochs} epochs` });
  const content = kept.map((line) => `${line}\n`).join('');
  if (content !== text) await writeAtomically(file, content);
  return events;
}

/** The finished epochs as far as the file tells them; a torn line, or one that a kill left behind, ends the list. */
export async function readMetrics(file: string): Promise<readonly EpochEvent[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw asStorageError(error, file, 'read');
  });
  const events: EpochEvent[] = [];
  for (const line of text.split('\n')) {
    try {
      events.push(parseLine(file, line, events.length + 1));
    } catch {
      break;
    }
  }
  return events;
}

function parseLine(file: string, line: string, number: number): EpochEvent {
  try {
    const event = epochSchema.parse(JSON.parse(line));
    if (event.epoch === number) return event;
  } catch {
    // Said below, with the place.
  }
  throw new ThawError('run-file-damaged', { file, detail: `line ${number}` });
}
