import { same } from '../kills/kill-bench.ts';
import { treeOf } from '../../tree-of.ts';
import { killWhile, type ServiceBench } from './service-bench.ts';

const stage = 'the service, opening a folder';

/** A project whose making was killed is there or not, opens where it is, and is made once, with every photo. */
export async function killOpening(bench: ServiceBench, kills: number): Promise<void> {
  const { photos, before, start, freshHome } = bench;
  const source = { kind: 'path', path: photos } as const;
  const open = async (service: Awaited<ReturnType<typeof start>>, note?: (project: string) => void) => {
    const { project } = await service.client.projects.create.mutate({ source });
    note?.(project);
    return service.until(project, ({ reading }) => reading.kind === 'read');
  };
  const calm = await start(freshHome());
  const since = performance.now();
  const whole = await open(calm);
  const takes = performance.now() - since;
  await calm.close();
  await bench.repeat(stage, kills, async (draws) => {
    const home = freshHome();
    const service = await start(home);
    const made: string[] = [];
    const end = await killWhile(
      service,
      draws.between(0, takes),
      open(service, (project) => {
        made.push(project);
      }),
    );
    bench.expect(stage, same(treeOf(photos), before), 'originals changed');
    const next = await start(home);
    const listed = (await next.client.projects.list.query()).map(({ id }) => id);
    bench.expect(stage, listed.length < 2, 'is listed twice');
    bench.expect(
      stage,
      made.every((project) => listed.includes(project)),
      'a project that was made is gone',
    );
    const view = await open(next);
    bench.expect(stage, listed.length === 0 || listed.includes(view.id), 'one folder became two projects');
    bench.expect(stage, same(view.classes, whole.classes), 'reads otherwise afterwards');
    await next.close();
    return end;
  });
}
