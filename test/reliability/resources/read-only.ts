import { join } from 'node:path';
import { treeOf } from '../../tree-of.ts';
import { call } from '../kills/killed-call.ts';
import type { SmallDisk } from '../small-disk.ts';
import { startServiceOnce } from './start-service-once.ts';
import { copyPhotosTo, type TroubleBench } from './trouble-bench.ts';

const trouble = 'read-only';

/** Photos, run and home, each on a file system that is mounted read-only (the superuser's rights do not pass over that). */
export async function withReadOnlyPlaces(bench: TroubleBench, disk: SmallDisk): Promise<void> {
  const photos = copyPhotosTo(bench, join(disk.folder, 'photos'));
  const before = treeOf(photos);
  bench.freshHome(join(disk.folder, 'home'));
  disk.setReadOnly(true);
  const writable = (): void => {
    disk.setReadOnly(false);
  };
  const home = { cli: bench.place.cli, home: join(disk.folder, 'home') };
  await bench.train({ trouble, when: 'photos, training', codes: ['none'], photos });
  const out = join(disk.folder, 'photos', 'parts');
  const split = ['split', photos, '--out', join(bench.folder, 'parts'), '--ratio', '60,20,20', '--seed', '1'];
  for (const line of [
    [...split, '--mode', 'move'],
    [...split.with(3, out), '--mode', 'copy'],
  ]) {
    const end = await call(bench.place, line);
    const unchanged = JSON.stringify(treeOf(photos)) === JSON.stringify(before);
    const when = `photos, splitting by ${line.at(-1)!}`;
    bench.note({ trouble, when, codes: ['permission-denied', 'split-destination-inside-source'] }, end, [
      ...(unchanged ? [] : ['originals changed']),
    ]);
  }
  await call(bench.place, ['split', '--undo', join(bench.folder, 'parts')]);
  const service = await startServiceOnce(home);
  bench.note({ trouble, when: 'home, service', codes: ['permission-denied'] }, service);
  const run = join(disk.folder, 'run');
  await bench.train({
    ...{ trouble, when: 'run, training', codes: ['permission-denied'] },
    run,
    mend: writable,
  });
  disk.setReadOnly(true);
  await bench.train({
    ...{ trouble, when: 'home, training', codes: ['permission-denied', 'none'] },
    place: home,
    mend: writable,
  });
}
