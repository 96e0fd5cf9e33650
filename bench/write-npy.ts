import { open } from 'node:fs/promises';
import type { Photo } from '../src/shared/dataset.ts';
import { fromFloat16Words } from '../src/engine/features/float16.ts';
import type { FeatureStore } from '../src/engine/features/provide-features.ts';

const photosAtOnce = 50;

/** Features as NumPy's .npy, version 1.0: float32, C order, one row a photo. */
export async function writeNpy(file: string, store: FeatureStore, photos: readonly Photo[]): Promise<void> {
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${[photos.length, ...store.shape].join(', ')}), }`;
  const padded = header.padEnd(Math.ceil((header.length + 11) / 64) * 64 - 11) + '\n';
  const magic = [0x93, ...Buffer.from('NUMPY'), 1, 0, padded.length & 255, padded.length >> 8];
  const handle = await open(file, 'w');
  try {
    await handle.write(Buffer.concat([Buffer.from(magic), Buffer.from(padded, 'latin1')]));
    for (let first = 0; first < photos.length; first += photosAtOnce) {
      const read = await store.read(photos.slice(first, first + photosAtOnce));
      const values = read instanceof Uint16Array ? fromFloat16Words(read) : read;
      await handle.write(Buffer.from(values.buffer, values.byteOffset, values.byteLength));
    }
  } finally {
    await handle.close();
  }
}
