import type { Photo } from '../src/shared/dataset.ts';
import { type DecodePool, openDecodePool } from '../src/engine/features/decode-workers/open-decode-pool.ts';
import { mapInParallel } from '../src/engine/job/map-in-parallel.ts';
import { openFrozenPass, photosPerPass } from '../src/engine/models/frozen-pass.ts';
import { chooseCompute } from '../src/engine/training/choose-compute.ts';
import { planPhases } from '../src/engine/training/plan-phases.ts';
import { openFeatures, openTwoPhase, type TwoPhase } from './cached-features.ts';
import { runProgram } from './run-program.ts';
import { openThawEpoch, type ThawEpoch } from './thaw-epoch.ts';

export type Precision = 'fp32' | 'bf16';
export type Stage = 'decode' | 'decode-by-sharp' | 'frozen-pass' | 'phase-1' | 'phase-2';

/** Thaw's side of the comparison: the engine's own operations, each over its photos once. */
export interface ThawStages {
  /** What a run takes here by itself: the faster of the two. */
  readonly best: Precision;
  /** Seconds of one pass. */
  run(stage: Stage, precision: Precision): Promise<number>;
  close(): Promise<void>;
}

export interface StageWork {
  readonly folder: string;
  /** All of them are decoded, and make an epoch of phase 1. */
  readonly photos: readonly Photo[];
  /** How many of them go through the frozen pass. */
  readonly frozen: number;
  /** How many of them make an epoch of phase 2. */
  readonly fineTuned: number;
}

/** The fastest of what this device computes in. */
export async function bestPrecision({ backend, recipe, network, weights }: TwoPhase): Promise<Precision> {
  const phases = planPhases(network, recipe);
  const { precision } = await chooseCompute(backend, recipe, network, phases, weights);
  return precision === 'bf16' ? 'bf16' : 'fp32';
}

export async function openThawStages(work: StageWork): Promise<ThawStages> {
  const twoPhase = await openTwoPhase();
  const { backend, network, weights, recipe } = twoPhase;
  const { folder, photos } = work;
  // As providePixels does; its threads' program is part of the built one.
  await runProgram(process.execPath, ['bin/thaw', '--version']);
  const pools = {
    decode: openDecodePool(photos.length, { binding: backend.binding }),
    'decode-by-sharp': openDecodePool(photos.length),
  };
  const bytes = recipe.image.size ** 2 * 3;
  const room = new Uint8Array(new SharedArrayBuffer(photos.length * bytes));
  const decodeAll = async (pool: DecodePool): Promise<void> => {
    const places = [...photos.entries()];
    const { signal } = new AbortController();
    await mapInParallel(places, pool.photosAtOnce, signal, async ([place, photo]) => {
      const into = room.subarray(place * bytes, (place + 1) * bytes);
      const decoded = await pool.decode({ photo, folder, image: recipe.image, scale: null, into });
      if (decoded.kind === 'skipped') throw new Error(`${photo.path}: ${decoded.skipped.reason}`);
    });
  };
  await decodeAll(pools.decode);
  const pixels = room.slice(0, work.frozen * bytes);
  const opened = new Map<string, Promise<ThawEpoch>>();
  const frozen = new Map<Precision, ReturnType<typeof openFrozenPass>>();
  const passes = async (precision: Precision): Promise<void> => {
    const pass = await frozen.get(precision)!;
    for (let first = 0; first < work.frozen; first += photosPerPass) {
      const count = Math.min(photosPerPass, work.frozen - first);
      await pass.run(pixels.subarray(first * bytes, (first + count) * bytes), count);
    }
  };
  const epoch = async (phase: 0 | 1, precision: Precision): Promise<ThawEpoch> => {
    const layer = planPhases(network, recipe)[phase]!.cachedLayer!;
    const own = photos.slice(0, phase === 0 ? photos.length : work.fineTuned);
    const wish = { folder, photos: own, layers: [layer], precision, copy: null, storage: 'float16' } as const;
    const stores = await openFeatures(twoPhase, wish);
    return openThawEpoch(twoPhase, phase, precision, own, stores.get(layer)!);
  };
  return {
    best: await bestPrecision(twoPhase),
    async run(stage, precision) {
      const key = `${stage} ${precision}`;
      // Opening a graph is no part of any of these.
      if (stage === 'frozen-pass' && !frozen.has(precision))
        frozen.set(precision, openFrozenPass(backend, network, weights, ['block5_pool'], precision));
      if (stage === 'phase-1' || stage === 'phase-2')
        opened.set(key, opened.get(key) ?? epoch(stage === 'phase-1' ? 0 : 1, precision));
      const ready = await (opened.get(key) ?? frozen.get(precision));
      const start = performance.now();
      if (stage === 'decode' || stage === 'decode-by-sharp') await decodeAll(pools[stage]);
      else if (stage === 'frozen-pass') await passes(precision);
      else await (ready as ThawEpoch).run();
      return (performance.now() - start) / 1000;
    },
    async close() {
      await Promise.all(Object.values(pools).map((pool) => pool.close()));
      for (const pass of frozen.values()) (await pass).close();
      for (const one of opened.values()) await (await one).close();
    },
  };
}
