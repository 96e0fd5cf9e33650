import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runPaths } from '../../src/engine/training/run-folder.ts';
import { resumeRun, trainRun } from '../../src/engine/training/train-run.ts';
import { applySettings } from '../../src/shared/apply-settings.ts';
import { recipeByName } from '../../src/shared/recipes/catalogue.ts';
import { useTemporaryHome } from '../temporary-home.ts';
import { makePhotos } from './made-photos.ts';
import { codeOf, type Watched, watch } from './watched-run.ts';

interface Devices {
  readonly backend: { readonly backend: string; readonly device: string };
  readonly earlier?: readonly object[];
}

const pausedAt = (last: number): Watched =>
  watch((event, wish) => {
    if (event.kind === 'epoch' && event.epoch === last) wish.pause();
  });

/** A run that is paused after its first epoch, and its environment.json. */
async function withBegunRun(work: (run: string, file: string, read: () => Devices) => Promise<void>) {
  const home = useTemporaryHome();
  const folder = mkdtempSync(join(tmpdir(), 'thaw-other-device-'));
  try {
    const [photos, run] = [join(folder, 'photos'), join(folder, 'run')];
    await makePhotos(photos, { train: { apple: 4, berry: 4 }, validation: { apple: 1, berry: 1 } });
    const changes = ['backend=wasm', 'batchSize=4', 'epochs=4'];
    const recipe = applySettings(recipeByName('digits'), changes);
    const asked = { folder: photos, run, recipe, changes, seed: 3 };
    const file = runPaths(run).environment;
    expect(await codeOf(trainRun(asked, pausedAt(1)))).toBe('paused');
    await work(run, file, () => JSON.parse(readFileSync(file, 'utf8')) as Devices);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    home.remove();
  }
}

it('names every device that a run was trained on, oldest first, and none twice in a row', async () => {
  await withBegunRun(async (run, file, read) => {
    expect(await codeOf(resumeRun(run, pausedAt(2)))).toBe('paused');
    const begun = read();
    expect(begun).not.toHaveProperty('earlier');

    // As if it had begun elsewhere.
    const backend = { ...begun.backend, device: 'an older processor' };
    writeFileSync(file, JSON.stringify({ ...begun, backend }));
    expect(await codeOf(resumeRun(run, pausedAt(3)))).toBe('paused');
    const expected = { backend: begun.backend, earlier: [{ finishedEpochs: 2, backend }] };
    expect(read().backend.device).toBe(expected.backend.device);
    expect(read().earlier).toEqual(expected.earlier);
    await resumeRun(run, watch());
    expect(read().earlier).toEqual(expected.earlier);
  });
});

it('leaves a GPU that failed also where the run had begun on a processor', async () => {
  await withBegunRun(async (run, file, read) => {
    const begun = read();
    const card = { ...begun.backend, backend: 'webgpu', device: 'a card' };
    const earlier = [{ finishedEpochs: 0, backend: { ...begun.backend, backend: 'tensorflow' } }];
    writeFileSync(file, JSON.stringify({ ...begun, backend: card, earlier }));
    const leftGpu = { gpu: 'a card', reason: 'lost', detail: '' } as const;
    expect(await codeOf(resumeRun(run, pausedAt(2), { leftGpu }))).toBe('paused');
    const expected = [...earlier, { finishedEpochs: 1, backend: card, leftGpu }];
    expect(read().earlier).toEqual(expected);
    // A later job of the same service is told of it once more.
    await resumeRun(run, watch(), { leftGpu });
    expect(read().earlier?.filter((device) => 'leftGpu' in device)).toEqual(expected.slice(-1));
  });
});
