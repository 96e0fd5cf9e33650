import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resumeRun, trainRun } from '../../src/engine/training/train-run.ts';
import type { Recipe } from '../../src/shared/recipe.ts';
import { skippedWithoutWeights, testWeightsFile } from '../base-weights.ts';
import { hasSoftwareGpu, showSoftwareGpu, skippedWithoutGpu } from '../software-gpu.ts';
import { useTemporaryHome, type TemporaryHome } from '../temporary-home.ts';
import { makePhotos } from '../train-run/made-photos.ts';
import { codeOf, epochsOf, linesOf, noticesOf, tinyRecipe, watch } from '../train-run/watched-run.ts';

const closeTo = 1e-3;
/** Two blocks on tiny pictures: a processor that computes as a GPU is slow. */
const small = ['imageSize=16', 'cutAt=block2_pool', 'batchSize=4', 'copies=1', 'precision=exact'];
const isReady = hasSoftwareGpu && testWeightsFile !== null;

/** Whole runs on features of a frozen base, held against the same on a processor. */
describe.skipIf(!isReady)(
  `a run on a frozen base, on a GPU by WebGPU${skippedWithoutGpu}${skippedWithoutWeights}`,
  () => {
    let home: TemporaryHome;
    let folder: string;
    beforeAll(async () => {
      showSoftwareGpu();
      home = useTemporaryHome();
      folder = mkdtempSync(join(tmpdir(), 'thaw-webgpu-phases-'));
      const each = { apple: 1, berry: 1 };
      await makePhotos(join(folder, 'photos'), {
        train: { apple: 4, berry: 4 },
        validation: each,
        test: each,
      });
    });
    afterAll(() => {
      rmSync(folder, { recursive: true, force: true });
      home.remove();
    });

    const request = (recipe: Recipe, name: string, backend: 'wasm' | 'webgpu') => ({
      folder: join(folder, 'photos'),
      run: join(folder, `${name}-${backend}`),
      recipe: { ...recipe, backend },
      changes: [],
      seed: 3,
    });

    /** Both parts' losses of every epoch. */
    const lossesOf = (run: string): number[] =>
      linesOf(run).flatMap(({ training, validation }) => [training.loss, validation!.loss]);

    const expectSame = (run: string, other: string): void => {
      const expected = lossesOf(other);
      const found = lossesOf(run);
      expect(found).toHaveLength(expected.length);
      found.forEach((loss, at) => {
        expect(Math.abs(loss / expected[at]! - 1), `loss ${at}`).toBeLessThan(closeTo);
      });
    };

    it('learns the head, then the last block, and goes on after a pause', async () => {
      const recipe = tinyRecipe(
        'two-phase',
        ...small,
        'learningRate=1e-5',
        'epochs=2,1',
        'phase2.learnFrom=block2_conv1',
      );
      const onGpu = request(recipe, 'phases', 'webgpu');
      const paused = watch((event, wish) => {
        if (event.kind === 'epoch') wish.pause();
      });
      expect(await codeOf(trainRun(onGpu, paused))).toBe('paused');
      expect(epochsOf(paused)).toHaveLength(1);
      const stages = paused.events.flatMap((event) => (event.kind === 'stage' ? [event.stage] : []));
      const begun = stages.indexOf('preparing-gpu');
      expect(stages.slice(begun, begun + 2)).toEqual(['preparing-gpu', 'caching-features']);
      const resumed = watch();
      expect(await resumeRun(onGpu.run, resumed)).toMatchObject({ epochs: 3, test: { count: 2 } });
      expect(noticesOf(resumed)).toContain('resumed');
      const onProcessor = request(recipe, 'phases', 'wasm');
      await trainRun(onProcessor, watch());
      expectSame(onGpu.run, onProcessor.run);
    });

    it('learns a linear support vector machine', async () => {
      const recipe = tinyRecipe('linear-svm', ...small, 'units=none', 'learningRate=1e-6', 'epochs=2');
      const [onGpu, onProcessor] = [request(recipe, 'svm', 'webgpu'), request(recipe, 'svm', 'wasm')];
      expect(await trainRun(onGpu, watch())).toMatchObject({ epochs: 2, test: { count: 2 } });
      await trainRun(onProcessor, watch());
      expectSame(onGpu.run, onProcessor.run);
    });
  },
);
