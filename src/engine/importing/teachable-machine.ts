import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Preprocessing } from '../../shared/network.ts';
import { isRecord } from './inbound.ts';

/**
 * What Teachable Machine's own program does to a photo: its middle square, level / 127 - 1. Source:
 * @teachablemachine/image, src/utils/tf.ts, cropTensor and capture.
 */
export const teachablePreprocessing: Preprocessing = {
  channelOrder: 'rgb',
  mean: [127, 127, 127],
  scale: 1 / 127,
};

const mostBytes = 1e6;

/** Whether the metadata.json beside a model says that Teachable Machine made it. */
export async function isTeachable(file: string): Promise<boolean> {
  const path = join(dirname(file), 'metadata.json');
  try {
    if ((await stat(path)).size > mostBytes) return false;
    const json: unknown = JSON.parse(await readFile(path, 'utf8'));
    return isRecord(json) && json.packageName === '@teachablemachine/image';
  } catch {
    return false;
  }
}
