import { join } from 'node:path';
import { randomStream, type RandomStream } from '../../../src/shared/random.ts';
import { makePhotos } from '../../train-run/made-photos.ts';
import { call, type CallEnd, type Place } from './killed-call.ts';

export type KilledStage =
  | 'scanning'
  | 'splitting as a list'
  | 'splitting by copy'
  | 'splitting by move'
  | 'undoing a split'
  | 'caching features'
  | 'training the head'
  | 'fine-tuning'
  | 'evaluating'
  | 'exporting'
  | 'the service, opening a folder'
  | 'the service, changing settings'
  | 'the service, moving photos by a split'
  | 'the service, training';

/** How a call, or a service, ended. */
type Ended = Pick<CallEnd, 'kind'>;

/** What came of the kills in one stage. */
export interface KillsFound {
  kills: number;
  /** Ended before the moment that was drawn: not counted as kills. */
  missed: number;
  readonly faults: string[];
}

/** The record of what the kills showed. */
export interface KillRecord {
  readonly seed: number;
  readonly found: ReadonlyMap<KilledStage, KillsFound>;
  count(stage: KilledStage, end: Ended): void;
  /** Records a fault where `right` is false. */
  expect(stage: KilledStage, right: boolean, fault: string): void;
  /** Until `kills` came in time, or three times as many were tried. */
  repeat(stage: KilledStage, kills: number, once: (draws: RandomStream) => Promise<Ended>): Promise<void>;
}

/** Photos, a run that nobody disturbed, and the record. */
export interface KillBench extends KillRecord {
  readonly folder: string;
  readonly place: Place;
  readonly photos: string;
  /** The undisturbed run, and what its stages took. */
  readonly calm: string;
  readonly calmStages: ReadonlyMap<string, number>;
  /** Calls and kills within a stage, at a moment drawn from what the undisturbed call `whole` took for it. */
  killed(line: readonly string[], stage: string, whole: CallEnd, draws: RandomStream): Promise<CallEnd>;
}

/** The precision is named: the one that is faster at the moment is not always the same. */
export const settings = [
  ...[
    '--image-size',
    '48',
    '--batch',
    '4',
    '--epochs',
    '3,2',
    '--set',
    'copies=2',
    '--set',
    'precision=exact',
    '--seed',
    '5',
  ],
] as const;

export function openKillRecord(seed: number): KillRecord {
  const found = new Map<KilledStage, KillsFound>();
  const of = (stage: KilledStage): KillsFound => {
    const known = found.get(stage) ?? { kills: 0, missed: 0, faults: [] };
    found.set(stage, known);
    return known;
  };
  const count = (stage: KilledStage, { kind }: Ended): void => {
    of(stage)[kind === 'killed' ? 'kills' : 'missed'] += 1;
  };
  return {
    ...{ seed, found, count },
    expect(stage, right, fault) {
      if (!right) of(stage).faults.push(fault);
    },
    async repeat(stage, kills, once) {
      for (let tries = 0; tries < 3 * kills && of(stage).kills < kills; tries++)
        count(stage, await once(randomStream(seed, stage, tries)));
    },
  };
}

export async function openKillBench(folder: string, place: Place, seed: number): Promise<KillBench> {
  const [photos, calm] = [join(folder, 'photos'), join(folder, 'calm')];
  await makePhotos(photos, { '.': { apple: 20, berry: 20 } });
  const { exitCode, stages, last } = await call(place, ['train', photos, '--out', calm, ...settings]);
  if (exitCode !== 0) throw new Error(`the undisturbed run failed: ${JSON.stringify(last)}`);
  return {
    ...openKillRecord(seed),
    ...{ folder, place, photos, calm, calmStages: stages },
    killed: (line, stage, whole, draws) =>
      call(place, line, { stage, milliseconds: draws.between(0, whole.stages.get(stage) ?? 100) }),
  };
}

export const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
