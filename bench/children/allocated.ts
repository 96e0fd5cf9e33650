import { peakMemoryBytes } from '../../src/engine/training/stage-clock.ts';
import { listPhotos } from '../list-photos.ts';
import { openThawStages, type Stage } from '../thaw-stages.ts';

/** Photos a second of the stages that take and give back most memory, and the process's peak. `argv`: the photos' folder. */
const folder = process.argv[2]!;
const count = 200;
const turns = 4;
const photos = await listPhotos(folder, count);
const work = { folder, photos, frozen: 120, fineTuned: count };
const thaw = await openThawStages(work);
const speed = async (stage: Stage, ofStage: number): Promise<number> => {
  await thaw.run(stage, thaw.best);
  let seconds = 0;
  for (let turn = 0; turn < turns; turn++) seconds += await thaw.run(stage, thaw.best);
  return (turns * ofStage) / seconds;
};
const found = {
  frozenPass: await speed('frozen-pass', work.frozen),
  phase2: await speed('phase-2', count),
  peakMemoryBytes: peakMemoryBytes(),
};
await thaw.close();
console.log(JSON.stringify(found));
