import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { openBackend } from '../../src/engine/backend/open-backend.ts';
import { type FeatureRequest } from '../../src/engine/features/provide-features.ts';
import { initialiseWeights } from '../../src/engine/models/initialise-weights.ts';
import type { Photo } from '../../src/shared/dataset.ts';
import type { NetworkSpec } from '../../src/shared/network.ts';
import { randomStream } from '../../src/shared/random.ts';
import { standardAugmentation } from '../../src/shared/recipes/parts.ts';

export const madeImage = { size: 48, fit: 'stretch' } as const;

/** Small enough that WASM does dozens of photos a second. */
export const madeNetwork: NetworkSpec = {
  inputShape: [48, 48, 3],
  preprocessing: { channelOrder: 'bgr', mean: [103.9, 116.8, 123.7], scale: 1 },
  layers: [convolution('conv1', 8), pooling('pool1', 4), convolution('conv2', 16), pooling('pool2', 2)],
};
export const madeLayers = ['pool1', 'pool2'] as const;

function convolution(name: string, filters: number): NetworkSpec['layers'][number] {
  const [kernelSize, strides] = [[3, 3] as const, [1, 1] as const];
  return { kind: 'conv2d', name, filters, kernelSize, strides, padding: 'same', activation: 'relu' };
}

function pooling(name: string, side: number): NetworkSpec['layers'][number] {
  return { kind: 'maxPool2d', name, poolSize: [side, side], strides: [side, side], padding: 'valid' };
}

/** Writes `count` noisy pictures into the folder, the same for the same number. */
export async function makePhotos(folder: string, count: number): Promise<Photo[]> {
  await mkdir(folder, { recursive: true });
  const photos: Photo[] = [];
  for (let index = 0; index < count; index++) {
    const stream = randomStream(3, 'made-photo', index);
    const pixels = Uint8Array.from({ length: 20 * 30 * 3 }, () => stream.below(256));
    const bytes = await sharp(pixels, { raw: { width: 30, height: 20, channels: 3 } })
      .png()
      .toBuffer();
    const path = `${index}.png`;
    await writeFile(join(folder, path), bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    photos.push({ path, classIndex: index % 2, sha256, bytes: bytes.length });
  }
  return photos;
}

/** All of a request but the photos: the made network on WASM, augmented. */
export async function madeRequest(): Promise<Omit<FeatureRequest, 'photos' | 'pixels'>> {
  return {
    backend: await openBackend('wasm'),
    network: madeNetwork,
    weights: initialiseWeights(madeNetwork, 5),
    weightsSha256: 'made',
    layers: madeLayers,
    image: madeImage,
    precision: 'fp32',
    augmentation: { config: standardAugmentation, seed: 0, copy: 1, axes: null },
    storage: 'float16',
  };
}
