import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from '../kills/killed-call.ts';
import { fullAtEveryWrite, type FilledTasks } from './full-at-every-write.ts';
import type { ChooseWrites, FilledTask, FilledTaskFound } from './full-bench.ts';

/** As `fullAtEveryWrite`, several at once: each of `places`, with a home of its own, takes its share of the chosen writes. */
export async function fullInLanes(
  folder: string,
  places: readonly Place[],
  choose: ChooseWrites,
  tasks: FilledTasks = 'all',
): Promise<ReadonlyMap<FilledTask, FilledTaskFound>> {
  const found = await Promise.all(
    places.map((place, lane) => {
      const own = join(folder, `lane-${lane}`);
      mkdirSync(own);
      const share: ChooseWrites = (writes) =>
        choose(writes).filter((_, index) => index % places.length === lane);
      return fullAtEveryWrite(own, place, share, tasks);
    }),
  );
  const names = [...found[0]!.keys()];
  return new Map(names.map((task) => [task, together(found.map((lane) => lane.get(task)!))]));
}

function together(lanes: readonly FilledTaskFound[]): FilledTaskFound {
  const said = new Map<string, Set<string>>();
  for (const [code, refused] of lanes.flatMap((lane) => [...lane.said]))
    said.set(code, new Set([...(said.get(code) ?? []), ...refused]));
  return {
    writes: Math.max(...lanes.map(({ writes }) => writes)),
    said,
    tried: lanes.reduce((sum, { tried }) => sum + tried, 0),
    faults: lanes.flatMap(({ faults }) => faults),
  };
}
