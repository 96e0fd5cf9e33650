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
  readonly earlier?: readonly unknown[];
}

const pausedAt = (last: number): Watched =>
  watch((event, wish) => {
    if (event.kind === 'epoch' && event.epoch === last) wish.pause();
  });

it('names every device that a run was trained on, oldest first, and none twice in a row', async () => {
  const home = useTemporaryHome();
  const folder = mkdtempSync(join(tmpdir(), 'thaw-other-device-'));
  try {
    const [photos, run] = [join(folder, 'photos'), join(folder, 'run')];
    await makePhotos(photos, { train: { apple: 4, berry: 4 }, validation: { apple: 1, berry: 1 } });
    const changes = ['backend=wasm', 'batchSize=4', 'epochs=4'];
    const recipe = applySettings(recipeByName('digits'), changes);
    const asked = { folder: photos, run, recipe, changes, seed: 3 };
    const file = runPaths(run).environment;
    const read = (): Devices => JSON.parse(readFileSync(file, 'utf8')) as Devices;

    expect(await codeOf(trainRun(asked, pausedAt(1)))).toBe('paused');
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
  } finally {
    rmSync(folder, { recursive: true, force: true });
    home.remove();
  }
});
