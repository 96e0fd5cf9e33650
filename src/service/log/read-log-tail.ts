import { open } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

const lineSchema = z.looseObject({ level: z.number(), time: z.number(), msg: z.string().default('') });
const levelNames: Readonly<Record<number, string>> = {
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
};

/** More of a file is not looked at for its last lines. */
const mostBytes = 256 * 2 ** 10;

/**
 * The last lines of the service's log, oldest first, such as `2026-03-01T10:00:00.000Z error call failed {…}`; of the file
 * before it too, where the log was begun anew just now. A line that is no whole one of ours is left out.
 *
 * @param folder of the log files
 * @param count lines at most
 */
export async function readLogTail(folder: string, count: number): Promise<string[]> {
  const texts = await Promise.all(
    ['service.old.log', 'service.log'].map((name) => endOf(join(folder, name))),
  );
  return texts
    .flatMap((text) => text.split('\n'))
    .flatMap((line) => lineAsText(line) ?? [])
    .slice(-count);
}

/** The end of a file; empty where it is not there or cannot be read. */
async function endOf(path: string): Promise<string> {
  try {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      const length = Math.min(size, mostBytes);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length);
      return buffer.subarray(0, bytesRead).toString('utf8');
    } finally {
      await file.close();
    }
  } catch {
    return '';
  }
}

function lineAsText(line: string): string | null {
  try {
    const { level, time, msg, ...facts } = lineSchema.parse(JSON.parse(line));
    const told = Object.keys(facts).length > 0 ? ` ${JSON.stringify(facts)}` : '';
    return `${new Date(time).toISOString()} ${levelNames[level] ?? String(level)} ${msg}${told}`;
  } catch {
    return null;
  }
}
