import { join } from 'node:path';
import * as z from 'zod';
import { writeJsonAtomically } from '../../engine/storage/write-atomically.ts';
import { isThawError } from '../../shared/errors/thaw-error.ts';
import { groupRuleSchema } from '../../shared/job-requests.ts';
import { readProjectJson } from './project-file.ts';

/** `groups.json`: which of a project's photos belong together by the project's rule. */
const groupsVersion = 1;

const groupsSchema = z.object({
  schemaVersion: z.literal(groupsVersion),
  /** The rule they were found by. */
  rule: groupRuleSchema,
  /** The largest first. */
  groups: z.array(z.object({ name: z.string(), paths: z.array(z.string()) })),
});

export type FoundGroups = Readonly<Omit<z.infer<typeof groupsSchema>, 'schemaVersion'>>;

const fileOf = (folder: string): string => join(folder, 'groups.json');

/** Null where none were found yet, or the file is damaged: they are found again then. */
export async function readGroups(folder: string): Promise<FoundGroups | null> {
  return readProjectJson(fileOf(folder), groupsSchema, groupsVersion).catch((error: unknown) => {
    if (isThawError(error, 'project-file-damaged')) return null;
    throw error;
  });
}

export async function writeGroups(folder: string, groups: FoundGroups): Promise<void> {
  await writeJsonAtomically(fileOf(folder), { schemaVersion: groupsVersion, ...groups });
}
