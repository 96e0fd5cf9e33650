import { join } from 'node:path';
import * as z from 'zod';
import { writeJsonAtomically } from '../../engine/storage/write-atomically.ts';
import { isThawError } from '../../shared/errors/thaw-error.ts';
import { readProjectJson } from './project-file.ts';

/** `twins.json`: which of a project's photos show one picture, as far as they were compared. */
const twinsVersion = 1;

const twinsSchema = z.object({
  schemaVersion: z.literal(twinsVersion),
  /** SHA-256s of the files of each picture. */
  groups: z.array(z.array(z.string())),
});

export type PictureGroups = readonly (readonly string[])[];

const fileOf = (folder: string): string => join(folder, 'twins.json');

/** None where the photos were not compared yet, or the file is damaged: they are compared again then. */
export async function readTwins(folder: string): Promise<PictureGroups> {
  const file = await readProjectJson(fileOf(folder), twinsSchema, twinsVersion).catch((error: unknown) => {
    if (isThawError(error, 'project-file-damaged')) return null;
    throw error;
  });
  return file?.groups ?? [];
}

export async function writeTwins(folder: string, groups: PictureGroups): Promise<void> {
  await writeJsonAtomically(fileOf(folder), { schemaVersion: twinsVersion, groups });
}
