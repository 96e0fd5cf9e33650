import { createHash } from 'node:crypto';
import type { TensorMap } from '../../storage/safetensors.ts';

/**
 * SHA-256 of the values, float32 little-endian, one tensor after the other in the map's order: the same for the same
 * weights whatever container they came in.
 */
export function hashTensors(tensors: TensorMap): string {
  const hash = createHash('sha256');
  for (const { values } of tensors.values()) {
    hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }
  return hash.digest('hex');
}
