import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { isSafeName } from '../archive/zip-names.ts';
import { importLimits } from './import-limits.ts';

/**
 * All files of TensorFlow.js's weights, one after the other; none outside the folder of model.json, `file`. Throws
 * `model-file-damaged`, `model-too-large`.
 */
export async function readShards(folder: string, paths: readonly string[], file: string): Promise<Buffer> {
  const shards: Buffer[] = [];
  let bytes = 0;
  for (const path of paths) {
    // Teachable Machine writes ./weights.bin.
    const name = path.replace(/^\.\//, '');
    if (!isSafeName(name)) throw new ThawError('model-file-damaged', { file, detail: JSON.stringify(path) });
    const handle = await open(join(folder, name), 'r').catch((error: unknown) => {
      throw new ThawError('model-file-damaged', { file, detail: `${path}: ${(error as Error).message}` });
    });
    try {
      const { size } = await handle.stat();
      bytes += size;
      const limitBytes = importLimits.weightBytes;
      if (bytes > limitBytes)
        throw new ThawError('model-too-large', { file, what: 'weights', bytes, limitBytes });
      shards.push(await handle.readFile());
    } finally {
      await handle.close();
    }
  }
  return Buffer.concat(shards);
}
