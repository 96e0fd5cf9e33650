import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { writeJsonAtomically } from '../../engine/storage/write-atomically.ts';
import { errorCodes } from '../../shared/messages/describe-error.ts';
import type { ErrorCode } from '../../shared/errors/error-facts.ts';
import type { PlainError } from '../../shared/errors/thaw-error.ts';
import { recipeSchema } from '../../shared/recipe.ts';

/** training.json: the runs that the service has in hand, so that it goes on with them after a crash or a restart. */

const entrySchema = z.object({
  project: z.string(),
  run: z.string(),
  /** `training` and `waiting` go on by themselves; the others wait for the person. */
  state: z.enum(['waiting', 'training', 'paused', 'failed']),
  /** What a run is made of whose folder is not there yet. */
  recipe: recipeSchema,
  changes: z.array(z.string()),
  seed: z.number().int(),
  /** Of a cross-validation; its folder is there from the start. null: one model. */
  folds: z.number().int().nullable().default(null),
  /** Folder name of the run whose weights it begins with; null: none. */
  startFrom: z.string().nullable().default(null),
  /** Step of the snapshot that it goes back to first; missing: none. */
  snapshot: z.number().int().positive().exactOptional(),
  name: z.string().nullable(),
  /** ISO 8601. */
  createdAt: z.string(),
  error: z
    .object({
      code: z.enum(errorCodes as [ErrorCode, ...ErrorCode[]]),
      facts: z.record(z.string(), z.unknown()),
    })
    .nullable(),
});
export interface TrainingEntry extends Omit<z.infer<typeof entrySchema>, 'error'> {
  readonly error: PlainError | null;
}

const fileSchema = z.object({ schemaVersion: z.literal(1), runs: z.array(entrySchema) });

export interface TrainingRecord {
  /** Those of the last process; none where the file is not there or cannot be read: the runs lie in their folders. */
  read(): Promise<readonly TrainingEntry[]>;
  /** One write after the other. A record that cannot be written costs no training. */
  write(entries: readonly TrainingEntry[]): Promise<void>;
}

/** @param home the app's data folder. */
export function openTrainingRecord(home: string): TrainingRecord {
  const file = join(home, 'training.json');
  let queue: Promise<void> = Promise.resolve();
  return {
    async read() {
      try {
        return fileSchema.parse(JSON.parse(await readFile(file, 'utf8'))).runs;
      } catch {
        return [];
      }
    },
    write(entries) {
      queue = queue
        .then(() => writeJsonAtomically(file, { schemaVersion: 1, runs: entries }))
        .catch(() => undefined);
      return queue;
    },
  };
}
