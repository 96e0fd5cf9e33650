import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  decodeSafetensors,
  encodeSafetensors,
  readRawSafetensors,
  readSafetensors,
  writeSafetensors,
} from './safetensors.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-safetensors-'));
});
afterAll(() => rm(folder, { recursive: true }));

const tensors = new Map([
  ['b/kernel', { shape: [2, 3], values: new Float32Array([1, -2, 3.5, 1e-30, 5, Infinity]) }],
  ['a/bias', { shape: [1], values: new Float32Array([7]) }],
  ['scalar', { shape: [], values: new Float32Array([9]) }],
]);

describe('safetensors', () => {
  it('reads back what it wrote, in the same order', async () => {
    const file = join(folder, 'deep', 'x.safetensors');
    await writeSafetensors(file, tensors, { base: 'vgg16' });
    const read = await readSafetensors(file);
    expect([...read.tensors]).toEqual([...tensors]);
    expect(read.metadata).toEqual({ base: 'vgg16' });
  });

  it('writes the data aligned to 8 bytes', () => {
    const content = encodeSafetensors(tensors, {});
    expect(Number(new DataView(content.buffer).getBigUint64(0, true)) % 8).toBe(0);
  });

  it('writes a part of a larger array', () => {
    const part = new Float32Array([1, 2, 3, 4]).subarray(1, 3);
    const content = encodeSafetensors(new Map([['x', { shape: [2], values: part }]]), {});
    const raw = decodeSafetensors(content, 'x').tensors.get('x')!;
    expect(new Float32Array(new Uint8Array(raw.bytes).buffer)).toEqual(new Float32Array([2, 3]));
  });

  it('reads files that others wrote, with bytes in them', async () => {
    const { tensors: golden } = await readRawSafetensors('test/golden/features.safetensors');
    expect(golden.get('images')).toMatchObject({ dtype: 'U8', shape: [20, 150, 150, 3] });
    expect(golden.get('block5_pool')).toMatchObject({ dtype: 'F32', shape: [20, 4, 4, 512] });
  });

  it.each([
    ['cut short', (content: Uint8Array) => content.subarray(0, content.length - 1)],
    ['nearly empty', (content: Uint8Array) => content.subarray(0, 5)],
    ['with a header longer than the file', (content: Uint8Array) => content.with(2, 255)],
    ['whose header is no JSON', (content: Uint8Array) => content.with(8, 0x5b)],
  ])('refuses a file %s', async (_, damage) => {
    const file = join(folder, 'damaged.safetensors');
    await writeFile(file, damage(encodeSafetensors(tensors, {})));
    await expect(readSafetensors(file)).rejects.toMatchObject({ code: 'file-damaged', facts: { file } });
  });

  it('refuses an entry whose shape and length differ', () => {
    const text = Buffer.from(encodeSafetensors(tensors, {})).toString('latin1').replace('[2,3]', '[2,4]');
    expect(() => decodeSafetensors(Buffer.from(text, 'latin1'), 'x')).toThrow('file-damaged');
  });

  it('asks for float32 where numbers are wanted', async () => {
    await expect(readSafetensors('test/golden/features.safetensors')).rejects.toMatchObject({
      code: 'file-damaged',
    });
  });
});
