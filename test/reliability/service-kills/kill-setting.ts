import { setTimeout as wait } from 'node:timers/promises';
import { killWhile, type ServiceBench } from './service-bench.ts';

const stage = 'the service, changing settings';
/** Milliseconds of changes, one after the other. */
const longest = 200;

/** What was set last and acknowledged is set afterwards, or what was on its way when the service was killed. */
export async function killSetting(bench: ServiceBench, kills: number): Promise<void> {
  const { openProject, start } = bench;
  const { home, project, service: first } = await openProject();
  let service = first;
  let seed = 1;
  await bench.repeat(stage, kills, async (draws) => {
    const { settings } = await service.until(project, () => true);
    let acknowledged = settings.seed;
    const change = async (): Promise<never> => {
      for (;;) {
        seed += 1;
        await service.client.projects.setSettings.mutate({ project, settings: { ...settings, seed } });
        acknowledged = seed;
      }
    };
    const end = await killWhile(service, draws.between(0, longest), change());
    // An answer that was on its way arrives before the connection is told to be gone.
    await wait(50);
    service = await start(home);
    const { settings: kept } = await service.until(project, () => true);
    bench.expect(
      stage,
      kept.seed === acknowledged || kept.seed === seed,
      `${acknowledged} was acknowledged, ${seed} on its way, ${kept.seed} is set`,
    );
    return end;
  });
  await service.close();
}
