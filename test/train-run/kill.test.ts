import { fork } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { applySettings } from '../../src/shared/apply-settings.ts';
import type { JobEvent } from '../../src/shared/job-events.ts';
import { recipeByName } from '../../src/shared/recipes/catalogue.ts';
import { skippedWithoutWeights, testWeightsFile } from '../base-weights.ts';
import { useTemporaryHome } from '../temporary-home.ts';
import { makePhotos } from './made-photos.ts';
import type { TrainingOrder } from './training-process.ts';

/** A training whose process is killed again and again, against one that nobody disturbed. */

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Inside the project, so that the built program finds the packages. */
const built = join(root, 'node_modules', '.cache', `thaw-kill-test-${process.pid}`);
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'thaw-kill-'));
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      ssr: join(root, 'test/train-run/training-process.ts'),
      outDir: built,
      target: 'node20',
      minify: false,
      rolldownOptions: { external: [/^node:/, /^[^./]/], output: { entryFileNames: 'training-process.mjs' } },
    },
  });
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(built, { recursive: true, force: true });
});

/** Runs a process until it ends, or until `kill` says so of an event: then it is killed at once, without a warning. */
function run(order: TrainingOrder, kill: (event: JobEvent) => boolean): Promise<'killed' | 'done'> {
  return new Promise((resolve, reject) => {
    const child = fork(join(built, 'training-process.mjs'), { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    let killed = false;
    child.on('message', (event: JobEvent | { kind: 'error'; code: string }) => {
      if (event.kind === 'error' && 'code' in event) reject(new Error(event.code));
      else if (!killed && kill(event)) {
        killed = true;
        child.kill('SIGKILL');
      }
    });
    child.on('exit', (code) => {
      if (killed) resolve('killed');
      else if (code === 0) resolve('done');
      else reject(new Error(`exit code ${code ?? 'none'}`));
    });
    child.send(order);
  });
}

it.skipIf(testWeightsFile === null)(
  `comes to the same model, bit for bit, however often it is killed${skippedWithoutWeights}`,
  async () => {
    const photos = join(folder, 'photos');
    await makePhotos(photos, {
      train: { apple: 11, berry: 9 },
      validation: { apple: 3, berry: 3 },
      test: { apple: 2, berry: 2 },
    });
    // By itself each run takes the precision that is faster at that moment: on a busy machine not always the same one.
    const changes = [
      'precision=exact',
      'imageSize=48',
      'units=16',
      'batchSize=6',
      'learningRate=1e-3',
      'copies=3',
      'epochs=3,2',
    ];
    const recipe = applySettings(recipeByName('two-phase'), changes);
    const runs = { undisturbed: join(folder, 'undisturbed'), killed: join(folder, 'killed') };

    const calm = useTemporaryHome();
    try {
      expect(await run({ kind: 'train', folder: photos, run: runs.undisturbed, recipe }, () => false)).toBe(
        'done',
      );
    } finally {
      calm.remove();
    }

    // A cache of its own, so that caching is cut short too.
    const home = useTemporaryHome();
    try {
      const moments: readonly ((event: JobEvent) => boolean)[] = [
        (event) => event.kind === 'progress' && event.stage === 'caching-features',
        (event) => event.kind === 'progress' && event.stage === 'training',
        (event) => event.kind === 'epoch' && event.epoch === 2,
        (event) => event.kind === 'epoch' && event.epoch === 3,
        (event) => event.kind === 'stage' && event.detail === 'fine-tune',
        (event) => event.kind === 'epoch' && event.epoch === 4,
        (event) => event.kind === 'stage' && event.stage === 'evaluating',
      ];
      for (const [index, moment] of moments.entries()) {
        const order: TrainingOrder =
          index === 0
            ? { kind: 'train', folder: photos, run: runs.killed, recipe }
            : { kind: 'resume', run: runs.killed };
        expect(await run(order, moment), `moment ${index}`).toBe('killed');
        expect(existsSync(join(runs.killed, 'evaluation.json'))).toBe(false);
      }
      expect(await run({ kind: 'resume', run: runs.killed }, () => false)).toBe('done');
    } finally {
      home.remove();
    }

    const [undisturbed, killed] = [runs.undisturbed, runs.killed].map((path) => ({
      weights: readFileSync(join(path, 'model', 'weights.safetensors')),
      evaluation: readFileSync(join(path, 'evaluation.json'), 'utf8'),
      scores: scoresOf(path),
    }));
    expect(killed!.weights.equals(undisturbed!.weights)).toBe(true);
    expect(killed!.scores).toEqual(undisturbed!.scores);
    expect(killed!.evaluation).toBe(undisturbed!.evaluation);
  },
);

/** All of metrics.jsonl but the times. */
function scoresOf(path: string): unknown[] {
  const lines = readFileSync(join(path, 'metrics.jsonl'), 'utf8').trimEnd().split('\n');
  return lines.map((line) => {
    const { phase, epoch, training, validation, learningRate, best } = JSON.parse(line) as Record<
      string,
      unknown
    >;
    return { phase, epoch, training, validation, learningRate, best };
  });
}
