import { setTimeout } from 'node:timers/promises';
import { provideFeatures } from '../../src/engine/features/provide-features.ts';
import { type PixelStore, providePixels } from '../../src/engine/features/provide-pixels.ts';
import { silentContext } from '../../src/engine/job/job-context.ts';
import { madeImage, madeRequest, makePhotos } from './made-features.ts';

/**
 * A program to be killed: caches the features of made photos, and stops for ever in the middle, once the first batch
 * is on disk and the second is on its way there. However fast the machine is, the kill comes at this moment: batches
 * come so slowly that each is written by itself.
 */
const [folder, count] = [process.argv[2]!, Number(process.argv[3])];
const photos = await makePhotos(folder, count);
const { store: pixels } = await providePixels(photos, folder, madeImage, silentContext);
let reads = 0;
const hold = async (read: () => Promise<Uint8Array>): Promise<Uint8Array> => {
  // The fourth batch is asked for when the third begins to compute.
  if (++reads < 4) {
    await setTimeout(1500);
    return read();
  }
  process.send!({ kind: 'held' });
  return new Promise(() => setInterval(() => undefined, 60_000));
};
const held: PixelStore = {
  ...pixels,
  read: (wanted) => hold(() => pixels.read(wanted)),
  readChanged: (wanted, changes) => hold(() => pixels.readChanged(wanted, changes)),
};
await provideFeatures({ ...(await madeRequest()), photos, pixels: held }, silentContext);
