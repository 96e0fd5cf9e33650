import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeSafetensors } from '../src/engine/storage/safetensors.ts';

/** Numbers computed by Keras, kept in test/golden; its JSON files say what they are and how near ours must come. */
export interface Golden<Facts> {
  readonly facts: Facts;
  /** A float32 tensor. */
  floats(name: string): { readonly shape: readonly number[]; readonly values: Float32Array };
  /** A tensor of uint8, or the bytes of any other. */
  bytes(name: string): { readonly shape: readonly number[]; readonly values: Uint8Array };
}

/**
 * Reads one of the golden sets, such as `features`. The type of its facts is the caller's to know. Tests and benchmarks,
 * which are bundled elsewhere, both run in the repository's root.
 */
export function readGolden<Facts = unknown>(name: string): Golden<Facts> {
  const path = (extension: string): string => join('test', 'golden', `${name}.${extension}`);
  const { tensors } = decodeSafetensors(readFileSync(path('safetensors')), path('safetensors'));
  const raw = (tensor: string): { shape: readonly number[]; bytes: Uint8Array; dtype: string } => {
    const found = tensors.get(tensor);
    if (!found) throw new Error(`golden ${name} has ${[...tensors.keys()].join(', ')}, not ${tensor}`);
    return found;
  };
  return {
    facts: JSON.parse(readFileSync(path('json'), 'utf8')) as Facts,
    floats: (tensor) => {
      const { shape, bytes, dtype } = raw(tensor);
      if (dtype !== 'F32') throw new Error(`golden ${name}: ${tensor} is ${dtype}`);
      return { shape, values: new Float32Array(new Uint8Array(bytes).buffer) };
    },
    bytes: (tensor) => {
      const { shape, bytes } = raw(tensor);
      return { shape, values: new Uint8Array(bytes) };
    },
  };
}

/** The largest absolute difference, relative to the largest absolute value expected. */
export function relativeToLargest(found: Float32Array, expected: Float32Array): number {
  if (found.length !== expected.length) return Infinity;
  let difference = 0;
  let largest = 0;
  expected.forEach((value, index) => {
    difference = Math.max(difference, Math.abs(found[index]! - value));
    largest = Math.max(largest, Math.abs(value));
  });
  return difference / largest;
}

/** The Euclidean length of the difference, relative to that of what is expected. */
export function relativeL2(found: Float32Array, expected: Float32Array): number {
  if (found.length !== expected.length) return Infinity;
  let difference = 0;
  let whole = 0;
  expected.forEach((value, index) => {
    difference += (found[index]! - value) ** 2;
    whole += value ** 2;
  });
  return Math.sqrt(difference / whole);
}
