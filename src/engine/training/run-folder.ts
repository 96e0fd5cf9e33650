import { randomUUID } from 'node:crypto';
import { readdir, readFile, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type * as z from 'zod';
import type { SplitDataset } from '../../shared/dataset.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import {
  openedFileSchema,
  runConfigSchema,
  schemaVersion,
  splitFileSchema,
  type OpenedFile,
  type RunConfig,
} from '../../shared/run-files.ts';
import { writeSafetensors, type TensorMap } from '../storage/safetensors.ts';
import { asStorageError } from '../storage/storage-error.ts';
import { writeJsonAtomically } from '../storage/write-atomically.ts';

/** Where the files of a run lie; ARCHITECTURE.md lists them. */
export function runPaths(run: string) {
  return {
    config: join(run, 'config.json'),
    split: join(run, 'split.json'),
    environment: join(run, 'environment.json'),
    metrics: join(run, 'metrics.jsonl'),
    tensorboard: join(run, 'tensorboard'),
    checkpoints: join(run, 'checkpoints'),
    model: join(run, 'model'),
    answers: join(run, 'answers.json'),
    evaluation: join(run, 'evaluation.json'),
    timings: join(run, 'timings.json'),
    about: join(run, 'about.json'),
    map: join(run, 'map.json'),
    testing: join(run, 'testing.json'),
    acceptance: join(run, 'acceptance.json'),
    start: join(run, 'start.safetensors'),
    opened: join(run, 'opened.json'),
  } as const;
}

/** Where new results of a run wait that has some already; see ./replace-results.ts. */
export function nextResults(run: string): string {
  return join(run, 'next');
}

/**
 * Refuses a place where something lies already; an empty folder is none. Throws `run-exists` (`unfinished` where a
 * run was begun there and can be resumed), `permission-denied`.
 */
export async function refuseTakenRun(run: string): Promise<void> {
  const found = await readdir(run).catch((error: unknown) => {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') return [] as string[];
    if (code === 'ENOTDIR') throw new ThawError('run-exists', { run, unfinished: false });
    throw asStorageError(error, run, 'read');
  });
  if (found.length === 0) return;
  throw new ThawError('run-exists', {
    run,
    unfinished: found.includes('config.json') && !found.includes('evaluation.json'),
  });
}

/**
 * Makes the run's folder with the files that say what it is: whole or not at all, by a folder beside it that is
 * renamed. `start`: weights of another run that it begins with. Throws `permission-denied`, `disk-full`.
 */
export async function createRun(
  run: string,
  config: RunConfig,
  dataset: SplitDataset,
  environment: object,
  start: TensorMap | null = null,
): Promise<void> {
  const aside = join(dirname(run), `.${basename(run)}-${randomUUID()}`);
  try {
    await writeJsonAtomically(runPaths(aside).split, { schemaVersion, ...dataset });
    await writeJsonAtomically(runPaths(aside).environment, environment);
    if (start) await writeSafetensors(runPaths(aside).start, start);
    await writeJsonAtomically(runPaths(aside).config, config);
    // An empty folder may lie there; not every system renames over it.
    await rmdir(run).catch(() => undefined);
    await rename(aside, run);
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    throw asStorageError(error, run, 'write');
  }
}

/** What a run is. Throws `run-not-found`, `run-was-opened`, `run-file-damaged`, `run-from-newer-version`. */
export async function openRun(
  run: string,
): Promise<{ readonly config: RunConfig; readonly dataset: SplitDataset }> {
  const config = await readRunFile(run, runPaths(run).config, runConfigSchema);
  if (!config) throw await withoutConfig(run);
  const split = await readRunFile(run, runPaths(run).split, splitFileSchema);
  if (!split) throw new ThawError('run-file-damaged', { file: runPaths(run).split, detail: 'missing' });
  const { folder, layout, classes, photos, seed } = split;
  return { config, dataset: { folder, layout, classes, photos, seed } };
}

/** From where a run was opened; null: Thaw trained it. Throws `run-file-damaged`, `run-from-newer-version`. */
export async function readOpened(run: string): Promise<OpenedFile | null> {
  return readRunFile(run, runPaths(run).opened, openedFileSchema);
}

async function withoutConfig(run: string): Promise<ThawError> {
  const opened = await readOpened(run);
  return opened
    ? new ThawError('run-was-opened', { run, file: opened.file.path })
    : new ThawError('run-not-found', { run });
}

/** A JSON file of a run, checked; null where there is none. */
export async function readRunFile<Schema extends z.ZodType>(
  run: string,
  file: string,
  schema: Schema,
): Promise<z.infer<Schema> | null> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw asStorageError(error, file, 'read');
  });
  if (text === null) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ThawError('run-file-damaged', { file, detail: 'no JSON' }, { cause });
  }
  const version = (value as { schemaVersion?: unknown } | null)?.schemaVersion;
  if (typeof version === 'number' && version > schemaVersion)
    throw new ThawError('run-from-newer-version', { run, version, supported: schemaVersion });
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new ThawError('run-file-damaged', {
    file,
    detail: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`,
  });
}
