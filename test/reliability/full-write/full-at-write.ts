import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { call, type CallEnd, type Place } from '../kills/killed-call.ts';
import { atWriteProgram, type AtWrite } from './at-write-program.ts';

/** What a call came to whose job found its disk full. */
export interface FullCall {
  readonly end: CallEnd;
  /** Writes that its job tried, the refused ones too. */
  readonly writes: number;
  /** The first that was refused, such as `write weights.safetensors`; null: it had fewer. */
  readonly refused: string | null;
}

/**
 * Calls `thaw` with a disk that is full from its job's write number `at` on, and stays full; Infinity: never. `folder` is
 * for the program that does it, and what that program saw.
 */
export async function callWithFullDisk(
  folder: string,
  place: Place,
  line: readonly string[],
  at: number,
): Promise<FullCall> {
  const report = join(folder, 'at-write.json');
  const end = await callWatched(folder, place, line, { act: 'refuse', at, report });
  if (!existsSync(report)) throw new Error(`no job told of its writes: ${JSON.stringify(end.last)}`);
  const { writes, refused } = JSON.parse(readFileSync(report, 'utf8')) as {
    readonly writes: number;
    readonly refused: readonly [operation: string, path: string] | null;
  };
  return { end, writes, refused: refused && `${refused[0]} ${lastingName(refused[1])}` };
}

/** Calls `thaw`, whose tree of processes is killed before its job's write number `at`, moving a file to its name included. */
export async function callKilledAtWrite(
  folder: string,
  place: Place,
  line: readonly string[],
  at: number,
): Promise<CallEnd> {
  const end = await callWatched(folder, place, line, {
    act: 'kill',
    at,
    report: join(folder, 'at-write.json'),
  });
  return { ...end, kind: end.exitCode === null ? 'killed' : 'ended' };
}

/** Writes that the job of a call makes, moving files to their names included. */
export async function countWrites(folder: string, place: Place, line: readonly string[]): Promise<number> {
  const report = join(folder, 'at-write.json');
  const { exitCode, last } = await callWatched(folder, place, line, { act: 'kill', at: Infinity, report });
  if (exitCode !== 0) throw new Error(`the undisturbed call failed: ${JSON.stringify(last)}`);
  return (JSON.parse(readFileSync(report, 'utf8')) as { readonly writes: number }).writes;
}

async function callWatched(
  folder: string,
  place: Place,
  line: readonly string[],
  watch: AtWrite,
): Promise<CallEnd> {
  const program = join(folder, 'at-write.cjs');
  writeFileSync(program, atWriteProgram(watch));
  rmSync(watch.report, { force: true });
  const environment = { ...place.environment, NODE_OPTIONS: `--require ${program}` };
  return call({ ...place, environment }, line);
}

/** A file's name without what differs from time to time: numbers of processes and epochs, hashes, made names. */
export function lastingName(path: string): string {
  return basename(path)
    .replace(/\.\d+-\d+-\d+\.tmp$/, '')
    .replaceAll(/\b[0-9a-f]{4,}\b|\d+(?=\.png)|\d{2,}/g, 'N')
    .replaceAll(/N(-N)+/g, 'N');
}
