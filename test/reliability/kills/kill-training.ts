import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readRun } from '../../../src/service/runs/read-run.ts';
import { randomStream } from '../../../src/shared/random.ts';
import { type KillBench, same, settings } from './kill-bench.ts';
import { call } from './killed-call.ts';
import { treeOf } from '../../tree-of.ts';

const trainingStages = [
  ['caching features', 'caching-features'],
  ['training the head', 'training head'],
  ['fine-tuning', 'training fine-tune'],
  ['evaluating', 'evaluating'],
] as const;

/** One training after the other, each killed once in every stage on its way, and then compared with the undisturbed one. */
export async function killTraining(bench: KillBench, kills: number): Promise<void> {
  const before = treeOf(bench.photos);
  const weights = join('model', 'weights.safetensors');
  for (let round = 0; round < kills; round++) {
    const run = join(bench.folder, `killed-${round}`);
    rmSync(join(bench.place.home, 'cache'), { recursive: true, force: true });
    const next = (): readonly string[] =>
      existsSync(join(run, 'config.json'))
        ? ['train', '--resume', run]
        : ['train', bench.photos, '--out', run, ...settings];
    for (const [stage, name] of trainingStages) {
      const draws = randomStream(bench.seed, stage, round);
      const end = await call(bench.place, next(), {
        stage: name,
        milliseconds: draws.between(0, bench.calmStages.get(name) ?? 200),
      });
      bench.count(stage, end);
      if (end.kind === 'ended') continue;
      bench.expect(stage, same(treeOf(bench.photos), before), 'originals changed');
      bench.expect(
        stage,
        !existsSync(join(run, 'config.json')) || (await opens(run)),
        'the run does not open',
      );
    }
    if (!existsSync(join(run, 'evaluation.json'))) {
      const end = await call(bench.place, next());
      bench.expect('evaluating', end.exitCode === 0, `does not go on: ${JSON.stringify(end.last)}`);
    }
    bench.expect(
      'fine-tuning',
      existsSync(join(run, weights)) &&
        readFileSync(join(run, weights)).equals(readFileSync(join(bench.calm, weights))),
      `run ${round} came to other weights`,
    );
    rmSync(run, { recursive: true, force: true });
  }
}

const opens = (run: string): Promise<boolean> =>
  readRun(run).then(
    () => true,
    () => false,
  );
