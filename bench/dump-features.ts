import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Photo } from '../src/shared/dataset.ts';
import { openFeatures, openTwoPhase } from './cached-features.ts';
import { writeNpy } from './write-npy.ts';

const layers = ['block4_pool', 'block5_pool'] as const;

/** Where the features lie, for Keras's side. */
export interface DumpedFeatures {
  readonly features: string;
  readonly copies: number;
  readonly size: number;
}

/** Writes Thaw's cached features of `photos` (the plain ones and every augmented copy) as .npy files, once. */
export async function dumpFeatures(
  folder: string,
  photos: readonly Photo[],
  out: string,
): Promise<DumpedFeatures> {
  const twoPhase = await openTwoPhase();
  const { copies, image } = twoPhase.recipe;
  const result = { features: out, copies, size: image.size };
  if (existsSync(out)) return result;
  const temporary = `${out}.part`;
  await mkdir(temporary, { recursive: true });
  for (const copy of [null, ...Array.from({ length: copies }, (_, number) => number)]) {
    const storage = copy === null ? 'float32' : 'float16';
    const wish = { folder, photos, layers, copy, storage, precision: 'fp32' } as const;
    for (const [layer, store] of await openFeatures(twoPhase, wish)) {
      await writeNpy(join(temporary, `${layer}-${copy ?? 'plain'}.npy`), store, photos);
      await store.close();
    }
  }
  await rename(temporary, out);
  return result;
}
