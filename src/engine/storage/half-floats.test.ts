import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dataset } from 'h5wasm/node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { toFloat16Words } from '../features/float16.ts';
import { datasetFloats } from './dataset-floats.ts';
import { declareHalfFloats } from './declare-half-floats.ts';
import { openHdf5 } from './open-hdf5.ts';

let folder: string;
let path: string;
let header = 0;
const values = Float32Array.of(1, -2.5, 65504, 2 ** -24, 0, 3, 4, 5);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-halves-'));
  path = join(folder, 'halves.h5');
  const { file, close } = await openHdf5(path, 'w');
  const group = file.create_group('inner');
  const words = group.create_dataset({
    name: 'halves',
    data: toFloat16Words(values),
    shape: [2, 1, 2, 2],
    dtype: '<H',
  });
  header = Number(Buffer.from(words.create_reference().ref_data).readBigUInt64LE());
  group.create_dataset({ name: 'words', data: Uint16Array.of(1, 2), shape: [2], dtype: '<H' });
  group.create_dataset({ name: 'doubles', data: Float64Array.of(0.5), shape: [1], dtype: '<d' });
  close();
  await declareHalfFloats(path, [header]);
});
afterAll(() => rm(folder, { recursive: true }));

async function read(name: string) {
  const { file, close } = await openHdf5(path, 'r');
  try {
    const dataset = file.get(`inner/${name}`) as Dataset;
    return { dtype: dataset.dtype, shape: dataset.shape, values: datasetFloats(dataset) };
  } finally {
    close();
  }
}

it('are declared in place: type, sides and values come back, and all else stays', async () => {
  expect(await read('halves')).toEqual({ dtype: '<e', shape: [2, 1, 2, 2], values });
  expect(await read('doubles')).toMatchObject({ dtype: '<d', values: Float32Array.of(0.5) });
});

it('are not what 16-bit integers are read as', async () => {
  expect(await read('words')).toEqual({ dtype: '<H', shape: [2], values: null });
});

it('are refused where no object begins, or the file ends, and nothing is written', async () => {
  const before = await readFile(path);
  await expect(declareHalfFloats(path, [header + 8])).rejects.toThrow('version');
  await expect(declareHalfFloats(path, [before.length - 4])).rejects.toThrow('the file ends');
  expect(await readFile(path)).toEqual(before);
});
