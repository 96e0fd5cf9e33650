import { describeNetwork } from '../../models/describe-network.ts';
import { openFrozenPass } from '../../models/frozen-pass.ts';
import { initialiseWeights } from '../../models/initialise-weights.ts';
import { type ComputeBackend, hasBf16 } from '../compute-backend.ts';

/** The layers that every run of the default recipe begins with, on photos of its size. */
const layer = 'block1_pool';
const size = 150;
const photos = 4;
const milliseconds = 1_000;

/**
 * Photos a second that a backend, which must be the global one, takes through the first block of VGG16: by the way that
 * a frozen pass goes there. After a first batch, which compiles, for about a second; the best batch counts, since other
 * programs only ever add to a time. Throws what openFrozenPass and its run throw.
 */
export async function timeDevice(backend: ComputeBackend): Promise<number> {
  const whole = describeNetwork(
    { kind: 'base', base: 'vgg16', units: 1, dropout: 0 },
    { size, fit: 'stretch' },
    2,
  );
  const end = 1 + whole.layers.findIndex(({ name }) => name === layer);
  const network = { ...whole, layers: whole.layers.slice(0, end) };
  const precision = hasBf16(backend) ? 'bf16' : 'fp32';
  const pass = await openFrozenPass(backend, network, initialiseWeights(network, 1), [layer], precision);
  const pixels = new Uint8Array(photos * size * size * 3).fill(127);
  try {
    await pass.run(pixels, photos);
    let least = Infinity;
    const start = performance.now();
    do {
      const before = performance.now();
      await pass.run(pixels, photos);
      least = Math.min(least, performance.now() - before);
    } while (performance.now() - start < milliseconds);
    return (photos * 1000) / least;
  } finally {
    pass.close();
  }
}
