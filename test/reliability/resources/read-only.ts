import { join } from 'node:path';
import { treeOf } from '../../tree-of.ts';
import { call } from '../kills/killed-call.ts';
import type { SmallDisk } from '../small-disk.ts';
import { startServiceOnce } from './start-service-once.ts';
import { withReadOnlyDestination } from './read-only-destination.ts';
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
  const parts = join(bench.folder, 'parts');
  const ratio = ['--ratio', '60,20,20', '--seed', '1', '--mode', 'move'];
  const moved = await call(bench.place, ['split', photos, '--out', parts, ...ratio]);
  const unchanged = JSON.stringify(treeOf(photos)) === JSON.stringify(before);
  bench.note(
    { trouble, when: 'photos, splitting by move', codes: ['permission-denied'] },
    moved,
    unchanged ? [] : ['originals changed'],
  );
  await call(bench.place, ['split', '--undo', parts]);
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
  await withReadOnlyDestination(bench, disk);
}
