import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { treeOf } from '../../tree-of.ts';
import { copyPhotosTo, type TroubleBench } from './trouble-bench.ts';

const trouble = 'drive pulled out';

/** A folder that shows another one until it is pulled out, as a drive's does. */
interface Drive {
  readonly folder: string;
  /** Nothing where it is plugged in. */
  readonly plugIn: () => void;
  /** Nothing where it is pulled out. */
  readonly pullOut: () => void;
}

function openDrive(bench: TroubleBench): Drive {
  const [behind, folder] = [bench.fresh('behind'), bench.fresh('drive')];
  for (const place of [behind, folder]) mkdirSync(place);
  let plugged = false;
  const drive = {
    folder,
    plugIn: () => {
      if (!plugged) execFileSync('mount', ['--bind', behind, folder]);
      plugged = true;
    },
    pullOut: () => {
      if (plugged) execFileSync('umount', ['-l', folder]);
      plugged = false;
    },
  };
  drive.plugIn();
  return drive;
}

/** Photos or run on a drive that is pulled out in each of these stages, and plugged in again afterwards. */
export async function withGoneDrive(
  bench: TroubleBench,
  { photos, run }: { readonly photos: readonly string[]; readonly run: readonly string[] },
): Promise<void> {
  for (const [what, stages] of [
    ['photos', photos],
    ['run', run],
  ] as const)
    for (const stage of stages) {
      const drive = openDrive(bench);
      try {
        await goWithout(bench, drive, what, stage);
      } finally {
        drive.pullOut();
      }
    }
}

async function goWithout(
  bench: TroubleBench,
  drive: Drive,
  what: 'photos' | 'run',
  stage: string,
): Promise<void> {
  let left = {};
  await bench.train({
    ...{ trouble, when: `${what}, ${stage}` },
    // Photos whose features are kept already are not asked for any more.
    codes: what === 'photos' && stage.startsWith('training') ? ['none', 'drive-gone'] : ['drive-gone'],
    place: { ...bench.place, home: bench.freshHome() },
    ...(what === 'photos'
      ? { photos: copyPhotosTo(bench, join(drive.folder, 'photos')) }
      : { run: join(drive.folder, 'run') }),
    moment: { stage, milliseconds: 0, act: drive.pullOut },
    mend: () => {
      left = treeOf(drive.folder);
      drive.plugIn();
    },
  });
  if (Object.keys(left).length > 0)
    bench.found.push({
      trouble,
      when: stage,
      said: '',
      faults: [`wrote in its place: ${Object.keys(left).join()}`],
    });
}
