import { mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isThawError } from '../../shared/errors/thaw-error.ts';
import { readSafetensors, type TensorMap } from '../storage/safetensors.ts';
import {
  openCheckpointStore,
  removeTornCheckpoints,
  type CheckpointStore,
  type SavedEpoch,
} from './checkpoint-store.ts';
import { findSnapshot, readSnapshots, restoreSnapshot } from './snapshots.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'thaw-checkpoints-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const open = (): CheckpointStore =>
  openCheckpointStore(folder, ['head', 'fine-tune'], { precision: 'bf16', backend: 'wasm' });
const tensors = (name: string, value: number): TensorMap =>
  new Map([[name, { shape: [2], values: new Float32Array([value, 1 / 3]) }]]);

function epoch(number: number, kind: SavedEpoch['kind']): SavedEpoch {
  return {
    kind,
    phaseEpoch: number,
    epoch: number,
    step: 10 * number,
    parameters: tensors('dense/kernel', number),
    slots: tensors('dense/kernel/velocity', -number),
  };
}

describe('the checkpoint store', () => {
  it('keeps the best epoch that a snapshot was taken with, and goes back to both', async () => {
    const store = open();
    await store.save(0, epoch(1, 'best'));
    const partial = { lossSum: 1 / 3, correct: 2, photos: 5 };
    await store.saveSnapshot(0, 14, { ...epoch(1, 'best'), step: 14, partial });
    await store.save(0, epoch(2, 'best'));
    await store.save(1, epoch(3, 'best'));
    const names = ['head', 'fine-tune'];
    await expect(findSnapshot('/run', folder, 15)).rejects.toMatchObject({
      code: 'snapshot-not-found',
      facts: { known: [14] },
    });
    await removeTornCheckpoints(folder);
    expect(await readSnapshots(folder)).toMatchObject([{ step: 14, phase: 0, epoch: 1 }]);
    await restoreSnapshot(folder, await findSnapshot('/run', folder, 14), names);
    const again = open();
    expect(await again.readLast(0)).toMatchObject({ step: 14, epoch: 1, partial });
    expect(await again.readLast(1)).toBeNull();
    expect(await again.readBest(0)).toEqual(epoch(1, 'best').parameters);
  });

  it('gives another process what is needed to go on', async () => {
    await open().save(0, epoch(1, 'best'));
    await open().save(0, epoch(2, 'best'));
    const last = await open().readLast(0);
    expect(last).toMatchObject({
      phaseEpoch: 2,
      epoch: 2,
      step: 20,
      parameters: epoch(2, 'best').parameters,
      slots: epoch(2, 'best').slots,
    });
    expect(await open().readLast(1)).toBeNull();
    const { metadata } = await readSafetensors(join(folder, '1-head-last.safetensors'));
    expect(metadata).toMatchObject({
      phase: 'head',
      phaseEpoch: '2',
      epoch: '2',
      step: '20',
      precision: 'bf16',
      backend: 'wasm',
    });
  });

  it('keeps the best apart from the last, and one of each', async () => {
    const store = open();
    await store.save(0, epoch(1, 'best'));
    await store.save(0, epoch(2, 'best'));
    await store.save(0, epoch(3, 'not-best'));
    expect(await store.readBest(0)).toEqual(epoch(2, 'best').parameters);
    expect(await open().readBest(0)).toEqual(epoch(2, 'best').parameters);
    expect(readdirSync(folder).sort()).toEqual(['1-head-best-0002.safetensors', '1-head-last.safetensors']);
  });

  it('takes the last for the best where there is no choice', async () => {
    await open().save(1, epoch(1, 'only'));
    await open().save(1, epoch(2, 'only'));
    expect(await open().readBest(1)).toEqual(epoch(2, 'only').parameters);
    expect(readdirSync(folder)).toEqual(['2-fine-tune-last.safetensors']);
  });

  it('holds to the best that the last one names, whatever a kill left beside it', async () => {
    const store = open();
    await store.save(0, epoch(1, 'best'));
    // As if killed after the better epoch's best was written, and before its last.
    const other = openCheckpointStore(folder, ['head', 'fine-tune'], { precision: 'bf16', backend: 'wasm' });
    writeFileSync(join(folder, '1-head-best-0002.safetensors'), 'half');
    writeFileSync(join(folder, '1-head-last.safetensors.123'), 'torn');
    await removeTornCheckpoints(folder);
    expect(await other.readBest(0)).toEqual(epoch(1, 'best').parameters);
    await other.save(0, epoch(2, 'best'));
    expect(readdirSync(folder).sort()).toEqual(['1-head-best-0002.safetensors', '1-head-last.safetensors']);
  });

  it('says which file is damaged or missing', async () => {
    await open().save(0, epoch(1, 'best'));
    truncateSync(join(folder, '1-head-best-0001.safetensors'), 20);
    const failure = async (work: Promise<unknown>): Promise<string> => {
      const error: unknown = await work.catch((thrown: unknown) => thrown);
      return isThawError(error, 'run-file-damaged') ? error.facts.file : String(error);
    };
    expect(await failure(open().readBest(0))).toMatch(/1-head-best-0001/);
    rmSync(join(folder, '1-head-best-0001.safetensors'));
    expect(await failure(open().readBest(0))).toMatch(/1-head-best-0001/);
    expect(await failure(open().readBest(1))).toMatch(/2-fine-tune-last/);
  });
});
