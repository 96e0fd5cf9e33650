import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makePhotos } from '../../train-run/made-photos.ts';
import { settings } from '../kills/kill-bench.ts';
import { call, type Place } from '../kills/killed-call.ts';
import { callWithFullDisk, type FullCall } from './full-at-write.ts';

export type FilledTask =
  | 'splitting as a list'
  | 'splitting by copy'
  | 'splitting by move'
  | 'undoing a split'
  | 'training'
  | 'exporting'
  | 'the service, changing settings'
  | 'the service, reading photos'
  | 'the service, opening a folder';

/** What came of one task whose disk was full at one of its writes, each time at another. */
export interface FilledTaskFound {
  /** That an undisturbed one makes. */
  readonly writes: number;
  /** The writes that were refused first, by what was said then; `none`: it came to its end all the same. */
  readonly said: Map<string, Set<string>>;
  tried: number;
  readonly faults: string[];
}

/** Photos, a run that nobody disturbed, and the record of what full disks showed. */
export interface FullBench {
  readonly folder: string;
  readonly place: Place;
  readonly photos: string;
  readonly calm: string;
  readonly found: ReadonlyMap<FilledTask, FilledTaskFound>;
  /**
   * Calls `line` once undisturbed to count its writes, then with a disk that is full from one of them on, for each that
   * is chosen.
   */
  readonly fillEach: (task: FilledTask, line: readonly string[], steps: FilledSteps) => Promise<void>;
}

/** Numbers, from 1, of the writes that are refused first, of so many. */
export type ChooseWrites = (writes: number) => readonly number[];

export interface FilledSteps {
  /** Comes before each call. */
  readonly before?: () => Promise<void> | void;
  /** Looks at what the call has left, does it again with room, and gives what is wrong. */
  readonly after: (found: FullCall) => Promise<readonly string[]>;
}

export async function openFullBench(folder: string, place: Place, choose: ChooseWrites): Promise<FullBench> {
  const [photos, calm, own] = [join(folder, 'photos'), join(folder, 'calm'), join(folder, 'own')];
  mkdirSync(own);
  await makePhotos(photos, { '.': { apple: 20, berry: 20 } });
  const { exitCode, last } = await call(place, ['train', photos, '--out', calm, ...settings]);
  if (exitCode !== 0) throw new Error(`the undisturbed run failed: ${JSON.stringify(last)}`);
  rmSync(join(place.home, 'cache'), { recursive: true, force: true });
  const found = new Map<FilledTask, FilledTaskFound>();
  return {
    ...{ folder, place, photos, calm, found },
    async fillEach(task, line, { before, after }) {
      await before?.();
      const whole = await callWithFullDisk(own, place, line, Infinity);
      if (whole.end.exitCode !== 0) throw new Error(`${task}: ${JSON.stringify(whole.end.last)}`);
      const here: FilledTaskFound = { writes: whole.writes, said: new Map(), tried: 0, faults: [] };
      found.set(task, here);
      here.faults.push(...(await after(whole)));
      for (const at of choose(whole.writes)) {
        await before?.();
        const filled = await callWithFullDisk(own, place, line, at);
        const { refused, end } = filled;
        const said = end.exitCode === 0 ? 'none' : String(end.last?.code);
        if (refused) here.said.set(said, (here.said.get(said) ?? new Set()).add(refused));
        here.tried += 1;
        const wrong = [...(await after(filled))];
        if (said !== 'none' && !clearWords.has(said)) wrong.push(`said ${JSON.stringify(end.last)}`);
        here.faults.push(...wrong.map((fault) => `write ${at} (${refused ?? 'none'}): ${fault}`));
      }
    },
  };
}

/** Told beforehand, or when a write failed. */
const clearWords: ReadonlySet<string> = new Set(['disk-full', 'cache-too-small']);
