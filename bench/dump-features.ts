import { existsSync } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Photo } from '../src/shared/dataset.ts';
import { recipeByName } from '../src/shared/recipes/catalogue.ts';
import { openBackend } from '../src/engine/backend/open-backend.ts';
import { provideFeatures, type FeatureStore } from '../src/engine/features/provide-features.ts';
import { providePixels } from '../src/engine/features/provide-pixels.ts';
import { silentContext } from '../src/engine/job/job-context.ts';
import { describeNetwork } from '../src/engine/models/describe-network.ts';
import { provideBaseWeights } from '../src/engine/models/weights/provide-weights.ts';

const layers = ['block4_pool', 'block5_pool'] as const;
const photosAtOnce = 50;

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
  const recipe = recipeByName('two-phase');
  const result = { features: out, copies: recipe.copies, size: recipe.image.size };
  if (existsSync(out)) return result;
  const backend = await openBackend('tensorflow');
  const { weights, sha256 } = await provideBaseWeights('vgg16', silentContext);
  const { store: pixels } = await providePixels(photos, folder, recipe.image, silentContext);
  const temporary = `${out}.part`;
  await mkdir(temporary, { recursive: true });
  for (let copy = -1; copy < recipe.copies; copy++) {
    const stores = await provideFeatures(
      {
        backend,
        network: describeNetwork(recipe.network, recipe.image, 2),
        weights,
        weightsSha256: sha256,
        photos,
        pixels,
        layers,
        image: recipe.image,
        precision: 'fp32',
        augmentation: copy < 0 ? null : { config: recipe.augmentation!, seed: recipe.augmentationSeed, copy },
        storage: copy < 0 ? 'float32' : 'float16',
      },
      silentContext,
    );
    for (const layer of layers) {
      await writeNpy(
        join(temporary, `${layer}-${copy < 0 ? 'plain' : copy}.npy`),
        stores.get(layer)!,
        photos,
      );
    }
  }
  await pixels.close();
  await rename(temporary, out);
  return result;
}

/** NumPy's .npy format, version 1.0: float32, C order, one row a photo. */
async function writeNpy(file: string, store: FeatureStore, photos: readonly Photo[]): Promise<void> {
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${[photos.length, ...store.shape].join(', ')}), }`;
  const padded = header.padEnd(Math.ceil((header.length + 11) / 64) * 64 - 11) + '\n';
  const handle = await open(file, 'w');
  const prefix = Buffer.from([
    0x93,
    0x4e,
    0x55,
    0x4d,
    0x50,
    0x59,
    1,
    0,
    padded.length & 255,
    padded.length >> 8,
  ]);
  await handle.write(Buffer.concat([prefix, Buffer.from(padded, 'latin1')]));
  for (let first = 0; first < photos.length; first += photosAtOnce) {
    const values = await store.read(photos.slice(first, first + photosAtOnce));
    await handle.write(Buffer.from(values.buffer, values.byteOffset, values.byteLength));
  }
  await handle.close();
  await store.close();
}
