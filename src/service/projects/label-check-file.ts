import { join } from 'node:path';
import * as z from 'zod';
import { writeJsonAtomically } from '../../engine/storage/write-atomically.ts';
import { isThawError } from '../../shared/errors/thaw-error.ts';
import { readProjectJson } from './project-file.ts';

/** `labels.json`: what the last thorough check of a project's photos found. What was decided is in `project.json`. */
const labelCheckVersion = 1;

const labelCheckSchema = z.object({
  schemaVersion: z.literal(labelCheckVersion),
  /** ISO 8601. */
  at: z.string(),
  photos: z.number().int(),
  seconds: z.number(),
  /** SHA-256s of the files of each picture, as the base's features and the pictures show them. */
  groups: z.array(z.array(z.string())),
  suspects: z.array(
    z.object({
      path: z.string(),
      sha256: z.string(),
      /** Names of folders in the two classes. */
      className: z.string(),
      looksLike: z.string(),
      margin: z.number(),
      likeness: z.object({ own: z.number(), other: z.number() }),
      neighbours: z.object({ other: z.number().int(), of: z.number().int() }),
      nearest: z.array(z.string()),
    }),
  ),
});

export type LabelCheck = Readonly<Omit<z.infer<typeof labelCheckSchema>, 'schemaVersion'>>;
export type SuspectLabel = LabelCheck['suspects'][number];

const fileOf = (folder: string): string => join(folder, 'labels.json');

/** Null where the photos were not checked yet, or the file is damaged: they can be checked again. */
export async function readLabelCheck(folder: string): Promise<LabelCheck | null> {
  return readProjectJson(fileOf(folder), labelCheckSchema, labelCheckVersion).catch((error: unknown) => {
    if (isThawError(error, 'project-file-damaged')) return null;
    throw error;
  });
}

export async function writeLabelCheck(folder: string, check: LabelCheck): Promise<void> {
  await writeJsonAtomically(fileOf(folder), { schemaVersion: labelCheckVersion, ...check });
}
