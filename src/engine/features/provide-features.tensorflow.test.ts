import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { madeImage, makePhotos } from '../../../test/features/made-features.ts';
import { useTemporaryCache } from '../../../test/features/temporary-cache.ts';
import { standardAugmentation } from '../../shared/recipes/parts.ts';
import { openBackend } from '../backend/open-backend.ts';
import { locateRuntime } from '../backend/runtime/locate-runtime.ts';
import { silentContext } from '../job/job-context.ts';
import { describeNetwork } from '../models/describe-network.ts';
import { openFrozenPass } from '../models/frozen-pass.ts';
import { initialiseWeights } from '../models/initialise-weights.ts';
import { homeFolders } from '../storage/home.ts';
import { provideFeatures } from './provide-features.ts';
import { providePixels } from './provide-pixels.ts';

describe.skipIf(locateRuntime() === null)('provideFeatures on TensorFlow', () => {
  useTemporaryCache();

  it('keeps what the session graph of VGG16 gives, bit for bit', async () => {
    const backend = await openBackend('tensorflow');
    const network = describeNetwork({ kind: 'base', base: 'vgg16', units: 4, dropout: 0.5 }, madeImage, 2);
    const weights = initialiseWeights(network, 1);
    const folder = join(homeFolders.cache(), 'photos');
    const photos = await makePhotos(folder, 4);
    const { store: pixels } = await providePixels(photos, folder, madeImage, silentContext);
    const layers = ['block4_pool', 'block5_pool'];
    const pass = await openFrozenPass(backend, network, weights, layers, 'fp32');
    const expected = await pass.run(await pixels.read(photos), photos.length);
    pass.close();
    const request = {
      backend,
      network,
      weights,
      weightsSha256: 'drawn',
      photos,
      pixels,
      layers,
      image: madeImage,
      precision: 'fp32',
      augmentation: null,
      storage: 'float32',
    } as const;
    const stores = await provideFeatures(request, silentContext);
    for (const layer of layers) expect(await stores.get(layer)!.read(photos)).toEqual(expected.get(layer));
    const augmentation = { config: standardAugmentation, seed: 0, copy: 0, axes: null };
    const augmented = await provideFeatures({ ...request, augmentation, storage: 'float16' }, silentContext);
    const changed = await augmented.get('block5_pool')!.read(photos);
    expect(changed).toHaveLength(4 * 512);
    expect(changed).not.toEqual(expected.get('block5_pool'));
    for (const store of [...stores.values(), ...augmented.values()]) await store.close();
    await pixels.close();
  });
});
