import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findRate, type RateRequest } from '../../src/engine/training/find-rate.ts';
import { applySettings } from '../../src/shared/apply-settings.ts';
import { useTemporaryHome, type TemporaryHome } from '../temporary-home.ts';
import { makePhotos } from './made-photos.ts';
import { codeOf, epochsOf, tinyRecipe, watch } from './watched-run.ts';

let home: TemporaryHome;
let folder: string;
beforeAll(async () => {
  home = useTemporaryHome();
  folder = mkdtempSync(join(tmpdir(), 'thaw-rate-'));
  await makePhotos(folder, { train: { apple: 7, berry: 7 }, validation: { apple: 3, berry: 3 } });
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  home.remove();
});

const request = (change: Partial<RateRequest> = {}): RateRequest => ({
  folder,
  recipe: tinyRecipe('scratch'),
  changes: [],
  seed: 3,
  phase: 0,
  first: 1e-6,
  last: 10,
  steps: 30,
  ...change,
});

describe('the learning-rate finder', () => {
  it('sees the loss of a network break up, by the same steps each time', async () => {
    const found = await findRate(request(), watch());
    const { points, lowest, phase } = found;
    expect(phase).toBe('whole-network');
    expect(points[0]!.rate).toBe(1e-6);
    // Two classes that the network knows nothing of.
    expect(points[0]!.loss).toBeGreaterThan(0.4);
    expect(points.every(({ loss, smoothed }) => Number.isFinite(loss) && Number.isFinite(smoothed))).toBe(
      true,
    );
    expect(lowest).toBeGreaterThan(1e-6);
    expect(existsSync(join(folder, 'runs'))).toBe(false);
    const again = await findRate(request(), watch());
    expect(again.points).toEqual(points);
  });

  it('trains the phases before the one that is asked about', async () => {
    const recipe = applySettings(tinyRecipe('scratch'), ['phases=2', 'epochs=2,1']);
    const watched = watch();
    const { points } = await findRate(request({ recipe, phase: 1, steps: 4 }), watched);
    expect(points).toHaveLength(4);
    // Nobody is told of epochs: they are not a run's.
    expect(epochsOf(watched)).toEqual([]);
    const stages = watched.events.flatMap((event) => (event.kind === 'stage' ? [event.stage] : []));
    expect(stages.slice(-2)).toEqual(['training', 'sweeping-rates']);
  });

  it('is cancelled', async () => {
    const cancelled = watch((event, wish) => {
      if (event.kind === 'stage' && event.stage === 'sweeping-rates') wish.cancel();
    });
    expect(await codeOf(findRate(request(), cancelled))).toBe('cancelled');
  });
});
