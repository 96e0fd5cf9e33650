import { join } from 'node:path';
import { openSmallDisk } from '../small-disk.ts';
import { withFewHandles } from './few-handles.ts';
import { withGoneDrive } from './gone-drive.ts';
import { withLittleMemory } from './little-memory.ts';
import { withoutGpu } from './no-gpu.ts';
import { withReadOnlyPlaces } from './read-only.ts';
import { openTroubleBench, type TroubleFound } from './trouble-bench.ts';
import { withTwoAtOnce } from './two-at-once.ts';
import { withWildClock } from './wild-clock.ts';

/** What is taken away, in this order. */
export const troubles = ['read-only', 'drive', 'handles', 'memory', 'gpu', 'clock', 'two'] as const;
export type TroubleName = (typeof troubles)[number];

/** At which moments something is taken away. */
export interface TroublePlan {
  /** Which of the troubles; all by default. */
  readonly only?: readonly TroubleName[];
  /** Stages in which the drive of the photos goes. */
  readonly photosGone: readonly string[];
  readonly runGone: readonly string[];
  /** In which the first of two is held still. */
  readonly stopped: string;
  /** Stages in which no file more may be opened. */
  readonly handlesHeld: readonly string[];
  readonly memoryHeld: readonly string[];
  readonly killedForMemory: readonly string[];
  /** What is trained, the same each time: words of `thaw train`. */
  readonly settings: readonly string[];
  /** A jump every so many times that the clock is asked. */
  readonly clocks: readonly number[];
}

/** Puts the built program `cli` through everything that a computer can lack. null where no file system may be mounted. */
export async function sufferEverything(
  folder: string,
  cli: string,
  plan: TroublePlan,
): Promise<readonly TroubleFound[] | null> {
  const disk = openSmallDisk(join(folder, 'disk'), 1e9);
  if (disk === null) return null;
  try {
    const bench = await openTroubleBench(folder, cli, plan.settings);
    const each: Readonly<Record<TroubleName, () => Promise<void>>> = {
      'read-only': () => withReadOnlyPlaces(bench, disk),
      drive: () => withGoneDrive(bench, { photos: plan.photosGone, run: plan.runGone }),
      handles: () => withFewHandles(bench, { stages: plan.handlesHeld, enough: 128 }),
      memory: () => withLittleMemory(bench, { limited: plan.memoryHeld, killed: plan.killedForMemory }),
      gpu: () => withoutGpu(bench),
      clock: () => withWildClock(bench, plan.clocks),
      two: () => withTwoAtOnce(bench, plan.stopped),
    };
    for (const name of plan.only ?? troubles) await each[name]();
    return bench.found;
  } finally {
    disk.remove();
  }
}
