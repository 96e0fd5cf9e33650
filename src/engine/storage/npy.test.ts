import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pythonWithKeras, skippedWithoutKeras } from '../../../test/python-with-keras.ts';
import { decodeNpy, encodeNpy } from './npy.ts';
import { sizeOfShape } from '../../shared/size-of-shape.ts';

const run = promisify(execFile);
const matrix = { shape: [2, 3], values: Float32Array.of(0, -1.5, 3e-8, 4, 5e7, 6) };

it('gives back what was written, its values at a multiple of 64 bytes', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 4 }), (shape) => {
      const length = sizeOfShape(shape);
      const values = Float32Array.from({ length }, (_, index) => index / 7);
      const content = encodeNpy({ shape, values });
      expect((content.length - values.byteLength) % 64).toBe(0);
      expect(decodeNpy(content, 'a.npy')).toEqual({ shape, values });
    }),
  );
});

it('is refused where it is cut, longer, or of another kind', () => {
  const content = encodeNpy(matrix);
  const columns = Buffer.from(Buffer.from(content).toString('latin1').replace('False', 'True '), 'latin1');
  for (const other of [
    new Uint8Array(0),
    content.subarray(0, 60),
    content.subarray(0, -1),
    Buffer.concat([content, Uint8Array.of(0)]),
    columns,
    Buffer.from('PK\x03\x04'.padEnd(200)),
  ])
    expect(() => decodeNpy(other, 'a.npy')).toThrow('file-damaged');
});

describe.skipIf(pythonWithKeras === null)(`NumPy${skippedWithoutKeras}`, () => {
  it('reads it, and would have written the same bytes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'thaw-npy-'));
    try {
      await writeFile(join(folder, 'ours.npy'), encodeNpy(matrix));
      const script = 'import numpy as n; a = n.load("ours.npy"); n.save("theirs.npy", a); print(a.tolist())';
      const { stdout } = await run(pythonWithKeras!, ['-c', script], { cwd: folder });
      expect((JSON.parse(stdout) as number[][]).flat()).toEqual([...matrix.values]);
      const theirs = await readFile(join(folder, 'theirs.npy'));
      expect(theirs).toEqual(await readFile(join(folder, 'ours.npy')));
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
