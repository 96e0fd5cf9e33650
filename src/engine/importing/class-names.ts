import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { isRecord } from './inbound.ts';
import { isFile } from '../storage/look-at-path.ts';

/** Files beside a model that name its classes: Thaw's and Keras users' own, and Teachable Machine's two. */
const besideNames = ['labels.json', 'metadata.json', 'class_indices.json', 'labels.txt'] as const;
const mostBytes = 4e6;

/**
 * The names of a model's classes in the order of its outputs: those given, else what lies beside the file. Throws
 * `model-classes-unknown`, `model-classes-unfit`, `labels-file-damaged`.
 */
export async function classNames(
  file: string,
  count: number,
  given: { readonly names: readonly string[]; readonly source: string | null } | null,
): Promise<readonly string[]> {
  const { names, source } = given ?? (await besideFile(file, count));
  const isNamed = names.every((name) => name !== '') && new Set(names).size === names.length;
  if (names.length === count && isNamed) return names;
  throw new ThawError('model-classes-unfit', { source, count, given: new Set(names).size });
}

async function besideFile(
  file: string,
  count: number,
): Promise<{ readonly names: readonly string[]; readonly source: string }> {
  for (const name of besideNames) {
    const path = join(dirname(file), name);
    if (await isFile(path)) return { names: await readLabelsFile(path), source: basename(path) };
  }
  throw new ThawError('model-classes-unknown', { file, count });
}

/**
 * Names of classes from a file: JSON with a list, `{classes}` or `{labels}` with one, names with numbers or numbers with
 * names; or text, one name a line, a number before each or not. Throws `labels-file-damaged`.
 */
export async function readLabelsFile(file: string): Promise<readonly string[]> {
  const damaged = (detail: string, cause?: unknown): ThawError =>
    new ThawError('labels-file-damaged', { file, detail }, { cause });
  const text = await read(file).catch((error: unknown) => {
    throw damaged(error instanceof Error ? error.message : String(error), error);
  });
  const names = /^\s*[[{]/.test(text) ? namesInJson(text) : namesInLines(text);
  if (names === null || names.length === 0 || names.length > 100_000) throw damaged(names ? '0' : 'JSON');
  return names;
}

async function read(file: string): Promise<string> {
  const { size } = await stat(file);
  if (size > mostBytes) throw new Error(`${size} bytes`);
  return readFile(file, 'utf8');
}

function namesInJson(text: string): readonly string[] | null {
  try {
    return namesIn(JSON.parse(text) as unknown);
  } catch {
    return null;
  }
}

function namesIn(value: unknown): readonly string[] | null {
  if (Array.isArray(value)) return value.every((name) => typeof name === 'string') ? value : null;
  if (!isRecord(value)) return null;
  const list = value.classes ?? value.labels ?? value.class_names;
  if (list !== undefined) return namesIn(list);
  const entries = Object.entries(value);
  const numbered = entries.every(([, index]) => typeof index === 'number')
    ? entries.map(([name, index]) => [index as number, name] as const)
    : entries.map(([index, name]) => [Number(index), name] as const);
  const sorted = numbered.toSorted(([first], [second]) => first - second);
  const isWhole = sorted.every(([index, name], place) => index === place && typeof name === 'string');
  return isWhole ? sorted.map(([, name]) => name as string) : null;
}

/** Teachable Machine writes `0 cats`, `1 dogs`. */
function namesInLines(text: string): readonly string[] {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const areNumbered = lines.every((line, index) => new RegExp(`^${index}\\s+\\S`).test(line));
  return areNumbered ? lines.map((line) => line.replace(/^\d+\s+/, '')) : lines;
}
