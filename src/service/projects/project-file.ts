import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { projectSettingsSchema } from '../../shared/app/project-settings.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { groupRuleSchema, splitSpecSchema } from '../../shared/job-requests.ts';
import { asStorageError } from '../../engine/storage/storage-error.ts';

/** `project.json`: all that a person set in a project. What was read of the photos is in `photos.json`. */

export const projectFileName = 'project.json';
export const projectSchemaVersion = 1;

const layoutSchema = z.enum(['class-folders', 'split-folders', 'list', 'thaw-split']);

const classEditsSchema = z.array(
  z.object({ name: z.string(), folders: z.array(z.string()), excluded: z.boolean() }),
);
const leftOutSchema = z.array(z.string());
const relabelledSchema = z.record(z.string(), z.string());

/** Before a move: where the photos lay and what was edited there, so that its undo can go back. */
const formerSourceSchema = z.object({
  folder: z.string(),
  layout: layoutSchema.nullable(),
  classes: classEditsSchema,
  leftOut: leftOutSchema,
  relabelled: relabelledSchema,
});

export const projectFileSchema = z.object({
  schemaVersion: z.literal(projectSchemaVersion),
  id: z.string().min(1),
  name: z.string().min(1),
  /** ISO 8601. */
  createdAt: z.string(),
  source: z.object({
    kind: z.enum(['folder', 'zip', 'sample', 'upload']),
    /** Absolute path of the folder that the photos are read from. */
    folder: z.string(),
    /** What the user named to make the project: another spelling of `folder`, or the .zip file. */
    origin: z.string(),
    layout: layoutSchema.nullable(),
  }),
  /** How the last reading ended; null: none ended yet. */
  reading: z.enum(['read', 'cancelled']).nullable(),
  /** Edits of the classes; empty: as they were read. `folders` are names of classes as they were read. */
  classes: classEditsSchema,
  /** Paths of photos that the user left out. */
  leftOut: leftOutSchema,
  /** Another class for a photo, by path: the name of a class as it was read, so that renaming follows. */
  relabelled: relabelledSchema,
  /** SHA-256s of photos whose labels were doubted and kept. */
  labelsKept: z.array(z.string()).default([]),
  split: z.object({
    spec: splitSpecSchema,
    seed: z.number().int(),
    /** What photos of one subject have in common; they stay in one part. */
    group: groupRuleSchema.nullable().default(null),
    written: z
      .object({
        mode: z.enum(['copy', 'move']),
        out: z.string(),
        /** ISO 8601. */
        at: z.string(),
        /** False from the beginning of the writing to its end: a kill between leaves it so. */
        finished: z.boolean(),
        /** It was finished, and an undo of it began whose end was not seen; `finished` is false then. */
        undoing: z.boolean().default(false),
        /** Only where photos were moved. */
        formerSource: formerSourceSchema.nullable(),
      })
      .nullable(),
  }),
  settings: projectSettingsSchema,
  /** Results on the test photos were seen. */
  resultsSeen: z.boolean(),
  /** What the list of projects shows, so that it need not read every index. */
  summary: z.object({
    classes: z.number().int(),
    photos: z.number().int(),
    /** Paths of photos of different classes. */
    thumbnails: z.array(z.string()),
  }),
  /** Names that the user gave to runs, by the run's folder. */
  runNames: z.record(z.string(), z.string()),
});
export type ProjectFile = z.infer<typeof projectFileSchema>;

const versionSchema = z.object({ schemaVersion: z.number().int() });

/**
 * Reads a JSON file of a project; null where there is none. The file is never changed by reading. Throws
 * `project-file-damaged`, `project-from-newer-version` or `permission-denied`.
 */
export async function readProjectJson<Value>(
  file: string,
  schema: z.ZodType<Value>,
  supported: number,
): Promise<Value | null> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const code = (error as NodeJS.ErrnoException).code;
    // A damaged list of projects may name any path: one that no system takes names no file.
    if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE'].includes(code ?? '')) return null;
    throw asStorageError(error, file, 'read');
  });
  if (text === null) return null;
  const value = parseJson(text, file);
  const version = versionSchema.safeParse(value).data?.schemaVersion ?? 0;
  if (version > supported) throw new ThawError('project-from-newer-version', { file, version, supported });
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const detail = z.prettifyError(parsed.error).split('\n').slice(0, 2).join(' ');
  throw new ThawError('project-file-damaged', { file, detail });
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ThawError('project-file-damaged', { file, detail: (error as Error).message }, { cause: error });
  }
}
