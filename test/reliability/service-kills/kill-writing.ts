import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { treeOf } from '../../tree-of.ts';
import { same } from '../kills/kill-bench.ts';
import { contentsOf, hasPhotos, holdsAll } from '../kills/originals.ts';
import { killWhile, type ServiceBench } from './service-bench.ts';

const stage = 'the service, moving photos by a split';

/** Wherever a move is cut short, every original is somewhere; asked again it goes on, and is taken back to the file. */
export async function killWriting(bench: ServiceBench, kills: number): Promise<void> {
  const { photos, before, openProject, start } = bench;
  const { home, project, service: first } = await openProject();
  const out = join(bench.folder, 'service-parts');
  let service = first;
  const liesIn = (folder: string): Promise<unknown> =>
    service.until(project, ({ source, split, reading }) => {
      if (split.writingError !== null) throw new Error(split.writingError.code);
      return source.folder === folder && split.writing === null && reading.kind === 'read';
    });
  const move = async (): Promise<void> => {
    await service.client.photos.writeSplit.mutate({ project, out, mode: 'move' });
    await liesIn(out);
  };
  const takeBack = async (): Promise<void> => {
    await service.client.photos.undoSplit.mutate({ project });
    await liesIn(photos);
  };
  const since = performance.now();
  await move();
  const takes = performance.now() - since;
  await takeBack();
  await bench.repeat(stage, kills, async (draws) => {
    const end = await killWhile(service, draws.between(0, takes), move());
    bench.expect(stage, holdsAll(contentsOf(photos, out), before), 'an original is gone');
    service = await start(home);
    const { source } = await service.until(project, ({ reading }) => reading.kind !== 'reading');
    if (source.folder !== out) await move();
    await liesIn(out);
    await takeBack();
    bench.expect(stage, same(treeOf(photos), before), 'the originals are not as they were');
    bench.expect(stage, !hasPhotos(out), 'photos were left behind');
    rmSync(out, { recursive: true, force: true });
    return end;
  });
  await service.close();
}
