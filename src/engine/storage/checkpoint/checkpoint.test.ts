import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DataType } from '../generated/tensorflow_graph_pb.ts';
import { type CheckpointTensor, dataFile, indexFile } from './checkpoint-files.ts';
import { readCheckpoint } from './read-checkpoint.ts';
import { writeCheckpoint } from './write-checkpoint.ts';

let folder: string;
let prefix: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-checkpoint-'));
  prefix = join(folder, 'variables');
});
afterEach(() => rm(folder, { recursive: true }));

/** Not in the order of bytes; a scalar, an empty tensor and one of an odd length among them. */
const tensors: Record<string, CheckpointTensor> = {
  'layer/kernel': { type: DataType.DT_HALF, shape: [1, 3], bytes: Uint8Array.of(1, 2, 3, 4, 5, 6) },
  'layer/bias': { type: DataType.DT_FLOAT, shape: [], bytes: Uint8Array.of(9, 8, 7, 6) },
  'Ä/kernel': { type: DataType.DT_FLOAT, shape: [0, 2], bytes: new Uint8Array() },
};
const write = (): Promise<void> => writeCheckpoint(prefix, Object.keys(tensors), (name) => tensors[name]!);

it('comes back from its two files, sorted by name', async () => {
  await write();
  const read = await readCheckpoint(prefix);
  expect([...read.keys()]).toEqual(['layer/bias', 'layer/kernel', 'Ä/kernel']);
  for (const [name, tensor] of read)
    expect({ ...tensor, bytes: Uint8Array.from(tensor.bytes) }).toEqual(tensors[name]);
});

describe('files that are damaged', () => {
  beforeEach(write);
  const expectDamaged = async (file: string): Promise<void> => {
    await expect(readCheckpoint(prefix)).rejects.toMatchObject({ code: 'file-damaged', facts: { file } });
  };

  it('are refused where a value changed', async () => {
    const file = dataFile(prefix);
    const content = await readFile(file);
    content[5]! ^= 1;
    await writeFile(file, content);
    await expectDamaged(file);
  });

  it.each([dataFile, indexFile])('are refused where they are cut off or missing', async (fileOf) => {
    const file = fileOf(prefix);
    await truncate(file, 9);
    await expectDamaged(file);
    await rm(file);
    await expectDamaged(file);
  });
});

it('says where it may not write', async () => {
  const missing = join(folder, 'none', 'variables');
  await expect(writeCheckpoint(missing, [], () => tensors['layer/bias']!)).rejects.toThrow('ENOENT');
});
