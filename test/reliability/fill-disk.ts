import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePhotos } from '../train-run/made-photos.ts';
import { settings } from './kills/kill-bench.ts';
import { keepsMemory } from '../keeps-memory.ts';
import { call, type Place } from './kills/killed-call.ts';
import { linkHome } from '../link-home.ts';
import { treeOf } from '../tree-of.ts';
import { openSmallDisk, type SmallDisk } from './small-disk.ts';

/** What came of a training on a disk that was full after so many bytes. */
export interface FilledDisk {
  readonly bytes: number;
  /** What it said when the disk was full; `none`: it had room for all. */
  readonly said: string;
  /** The stage it was in. */
  readonly stage: string;
  readonly faults: readonly string[];
}

const plenty = 4e9;
/** Told beforehand, or when a write failed. */
const clearWords = new Set<unknown>(['disk-full', 'cache-too-small']);

/**
 * Trains with the run and the cache on a disk that has room for a share of what they need, gives it room when it has said so,
 * and lets it go on. `cli`: the built program. null where no file system may be mounted.
 */
export async function fillDisk(
  folder: string,
  cli: string,
  shares: readonly number[],
): Promise<readonly FilledDisk[] | null> {
  const photos = join(folder, 'photos');
  await makePhotos(photos, { '.': { apple: 20, berry: 20 } });
  const calm = openSmallDisk(join(folder, 'calm'), plenty);
  if (calm === null) return null;
  try {
    const [place, run] = placeOn(calm, cli);
    const whole = await call(place, ['train', photos, '--out', run, ...settings]);
    if (whole.exitCode !== 0) throw new Error(`the undisturbed run failed: ${JSON.stringify(whole.last)}`);
    const needed = Object.keys(treeOf(calm.folder))
      .map((path) => readFileSync(join(calm.folder, path)).length)
      .reduce((sum, bytes) => sum + bytes, 0);
    const weights = readFileSync(join(run, 'model', 'weights.safetensors'));
    const found: FilledDisk[] = [];
    for (const share of shares) {
      const disk = openSmallDisk(join(folder, `disk-${share}`), Math.round(share * needed));
      if (disk === null) return null;
      try {
        found.push(await fillOne({ disk, cli, photos, weights, bytes: Math.round(share * needed) }));
      } finally {
        disk.remove();
      }
    }
    return found;
  } finally {
    calm.remove();
  }
}

/** Thaw's home and the run's folder on a disk; TensorFlow and the weights lie elsewhere. */
function placeOn(disk: SmallDisk, cli: string): readonly [place: Place, run: string] {
  const home = join(disk.folder, 'home');
  linkHome(home, ['runtime', 'weights']);
  return [{ cli, home, environment: keepsMemory }, join(disk.folder, 'run')];
}

interface FillOrder {
  readonly disk: SmallDisk;
  readonly cli: string;
  readonly photos: string;
  readonly weights: Buffer;
  readonly bytes: number;
}

async function fillOne({ disk, cli, photos, weights, bytes }: FillOrder): Promise<FilledDisk> {
  const before = treeOf(photos);
  const [place, run] = placeOn(disk, cli);
  const train = ['train', photos, '--out', run, ...settings];
  const first = await call(place, train);
  const faults: string[] = [];
  if (first.exitCode !== 0 && !clearWords.has(first.last?.code))
    faults.push(`said ${JSON.stringify(first.last)}`);
  disk.resize(plenty);
  const begun = existsSync(join(run, 'config.json'));
  const second = first.exitCode === 0 ? first : await call(place, begun ? ['train', '--resume', run] : train);
  if (second.exitCode !== 0) faults.push(`does not go on: ${JSON.stringify(second.last)}`);
  const file = join(run, 'model', 'weights.safetensors');
  if (!existsSync(file) || !readFileSync(file).equals(weights)) faults.push('came to other weights');
  if (JSON.stringify(treeOf(photos)) !== JSON.stringify(before)) faults.push('originals changed');
  return {
    bytes,
    said: first.exitCode === 0 ? 'none' : String(first.last?.code),
    stage: [...first.stages.keys()].at(-1) ?? '',
    faults,
  };
}
