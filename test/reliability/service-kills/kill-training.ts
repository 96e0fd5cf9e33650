import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { applySettings } from '../../../src/shared/apply-settings.ts';
import { recipeByName } from '../../../src/shared/recipes/catalogue.ts';
import { treeOf } from '../../tree-of.ts';
import { same } from '../kills/kill-bench.ts';
import { killWhile, type ServiceBench } from './service-bench.ts';

const stage = 'the service, training';
const changes = [
  'imageSize=80',
  'batchSize=4',
  'units=8',
  'epochs=3',
  'stepsPerEpoch=none',
  'precision=exact',
];

/** What was training goes on by itself when the service is there again, and comes to an undisturbed one's weights. */
export async function killServiceTraining(bench: ServiceBench, kills: number): Promise<void> {
  const { photos, before, openProject, start } = bench;
  const { home, project, service: first } = await openProject();
  let service = first;
  const { settings } = await service.until(project, () => true);
  const recipe = applySettings(recipeByName('scratch'), changes);
  await service.client.projects.setSettings.mutate({ project, settings: { ...settings, recipe } });
  const finished = (run: string): Promise<unknown> =>
    service.until(project, ({ runs }) => runs.some((one) => one.run === run && one.state === 'finished'));
  const weightsOf = (run: string): Buffer | null => {
    const folder = readdirSync(join(home, 'projects')).find((name) => name.endsWith(project))!;
    const file = join(home, 'projects', folder, 'runs', run, 'model', 'weights.safetensors');
    return existsSync(file) ? readFileSync(file) : null;
  };
  const { run: calm } = await service.client.training.start.mutate({ project });
  const since = performance.now();
  await finished(calm);
  const takes = performance.now() - since;
  const weights = weightsOf(calm)!;
  await bench.repeat(stage, kills, async (draws) => {
    const { run } = await service.client.training.start.mutate({ project });
    const end = await killWhile(service, draws.between(0, takes), finished(run));
    bench.expect(stage, same(treeOf(photos), before), 'originals changed');
    service = await start(home);
    await finished(run);
    bench.expect(stage, weightsOf(run)?.equals(weights) ?? false, `${run} came to other weights`);
    return end;
  });
  await service.close();
}
