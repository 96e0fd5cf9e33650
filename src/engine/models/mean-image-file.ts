import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inChannelOrder } from '../../shared/centring.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { MeanImage, Preprocessing } from '../../shared/network.ts';
import { decodeSafetensors, encodeSafetensors, floatTensors } from '../storage/safetensors.ts';
import { writeAtomically } from '../storage/write-atomically.ts';

/** Beside a model's network.json, which has the file's hash: the mean image, size x size x RGB, levels of 255. */
const meanImageFile = 'mean-image.safetensors';
const tensorName = 'mean_image';

/** Red, green, blue as a network takes it. */
export function meanImageOf(
  rgb: Float32Array,
  size: number,
  channelOrder: Preprocessing['channelOrder'],
): MeanImage {
  return { size, values: inChannelOrder(rgb, channelOrder), sha256: sha256Of(encoded(rgb, size)) };
}

/** Writes red, green, blue; returns the file's hash. Throws `permission-denied`, `disk-full`. */
export async function saveMeanImage(folder: string, rgb: Float32Array, size: number): Promise<string> {
  const content = encoded(rgb, size);
  await writeAtomically(join(folder, meanImageFile), content);
  return sha256Of(content);
}

/** Throws `run-file-damaged` where the file is not the one that was written. */
export async function readMeanImage(
  folder: string,
  sha256: string,
  channelOrder: Preprocessing['channelOrder'],
): Promise<MeanImage> {
  const file = join(folder, meanImageFile);
  const content = await readFile(file).catch((cause: unknown) => {
    throw new ThawError('run-file-damaged', { file, detail: String(cause) }, { cause });
  });
  if (sha256Of(content) !== sha256) throw new ThawError('run-file-damaged', { file, detail: 'SHA-256' });
  const { shape, values } = floatTensors(decodeSafetensors(content, file).tensors, file).get(tensorName)!;
  return meanImageOf(values, shape[0]!, channelOrder);
}

function encoded(values: Float32Array, size: number): Uint8Array {
  return encodeSafetensors(new Map([[tensorName, { shape: [size, size, 3], values }]]));
}

function sha256Of(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
