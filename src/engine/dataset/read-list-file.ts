import { readFile } from 'node:fs/promises';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { asStorageError } from '../storage/storage-error.ts';

/** One line of a list: a path as it is written there, and its label. */
export interface ListLine {
  readonly path: string;
  readonly label: number;
  /** In the file, from 1. */
  readonly line: number;
}

/**
 * Reads a list as Caffe takes it: a path, white space, and a whole number from 0; the path may hold spaces. Blank
 * lines are passed over. Labels must run from 0 without a gap.
 *
 * Throws `not-a-folder` for a file that is no text, `list-line-invalid`, `list-labels-not-consecutive` or
 * `permission-denied`.
 */
export async function readListFile(file: string): Promise<readonly ListLine[]> {
  const text = await readText(file);
  const lines: ListLine[] = [];
  const paths = new Set<string>();
  text.split(/\r\n|\n|\r/).forEach((line, index) => {
    if (line.trim() === '') return;
    const invalid = (expected: 'path-and-label' | 'new-path') =>
      new ThawError('list-line-invalid', { file, line: index + 1, text: line.slice(0, 200), expected });
    const fields = /^(.*\S)\s+(\d{1,9})\s*$/.exec(line);
    if (!fields) throw invalid('path-and-label');
    const path = fields[1]!;
    if (paths.has(path)) throw invalid('new-path');
    paths.add(path);
    lines.push({ path, label: Number(fields[2]), line: index + 1 });
  });
  checkLabels(file, lines);
  return lines;
}

async function readText(file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw asStorageError(error, file, 'read');
  });
  if (bytes.subarray(0, 8192).includes(0)) throw new ThawError('not-a-folder', { path: file, type: 'file' });
  try {
    // The decoder takes a byte order mark away.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ThawError('list-line-invalid', { file, line: 1, text: '', expected: 'text' });
  }
}

function checkLabels(file: string, lines: readonly ListLine[]): void {
  const found = [...new Set(lines.map(({ label }) => label))].sort((a, b) => a - b);
  if (found.length === 0)
    throw new ThawError('list-line-invalid', { file, line: 1, text: '', expected: 'path-and-label' });
  const gap = found.findIndex((label, index) => label !== index);
  if (gap >= 0)
    throw new ThawError('list-labels-not-consecutive', { file, expected: gap, found: found.slice(0, 20) });
}
