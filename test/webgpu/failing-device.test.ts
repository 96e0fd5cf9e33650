import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../src/engine/backend/open-backend.ts';
import { openSubmissions } from '../../src/engine/backend/webgpu/submissions.ts';
import type { WebgpuBackend } from '../../src/engine/backend/webgpu/webgpu-parts.ts';
import { openEagerStep } from '../../src/engine/training/eager-step.ts';
import { openGpuStep } from '../../src/engine/training/gpu-step.ts';
import {
  drawnBatch,
  momentOf,
  narrowVgg,
  stepOptions,
} from '../../src/engine/training/graph-step/fixtures/small-networks.ts';
import { spoil, valuesOfSteps } from '../../src/engine/training/graph-step/fixtures/spoiled-batches.ts';
import { openLocalStep } from '../../src/engine/training/open-training-step.ts';
import type { StepState } from '../../src/engine/training/training-step.ts';
import { hasSoftwareGpu, openSoftwareGpu, showSoftwareGpu, skippedWithoutGpu } from '../software-gpu.ts';

const sgd = { kind: 'sgd', learningRate: 1e-2, momentum: 0.9, nesterov: false, decay: 0 } as const;
const options = stepOptions(narrowVgg([1, 1, 1, 1, 1]), sgd);
const photos = 8;
/** What the first convolution makes of a photo: 32 x 32 places of 4 numbers. */
const bytesAPhoto = 32 * 32 * 4 * 4;

const valuesOf = ({ parameters, slots }: StepState): number[] =>
  [...parameters.values(), ...slots.values()].flatMap(({ values }) => [...values]);
const distance = (found: readonly number[], expected: readonly number[]): number =>
  Math.max(...expected.map((value, at) => Math.abs(found[at]! - value)));

/** A file of its own: a process has one device, and at the end it is lost. */
describe.skipIf(!hasSoftwareGpu)(`a GPU by WebGPU${skippedWithoutGpu}`, () => {
  let backend: WebgpuBackend;
  beforeAll(async () => {
    await openSoftwareGpu();
    backend = tf.backend() as unknown as WebgpuBackend;
  });

  /**
   * Runs with a device that has no memory for larger buffers, and says so as WebGPU does: when a scope is closed.
   * `uploads`: whether that counts for buffers that take what the host gives, too.
   */
  async function withRoom<Result>(
    bytes: number,
    work: () => Promise<Result>,
    uploads = false,
  ): Promise<Result> {
    const { device } = backend;
    const createBuffer = device.createBuffer.bind(device);
    const popErrorScope = device.popErrorScope.bind(device);
    let refused: { readonly message: string } | null = null;
    device.createBuffer = (wish) => {
      if (wish.size > bytes && (uploads || !wish.mappedAtCreation))
        refused = { message: `no room for ${wish.size} bytes` };
      return createBuffer(wish);
    };
    device.popErrorScope = async () => {
      const told = refused;
      refused = null;
      return (await popErrorScope()) ?? told;
    };
    try {
      return await work();
    } finally {
      Object.assign(device, { createBuffer, popErrorScope });
    }
  }

  it('takes fewer photos at once where memory runs out, and comes to the same', async () => {
    const losses = async (room: number): Promise<{ told: number[]; loss: number; state: number[] }> => {
      const told: number[] = [];
      const step = await openLocalStep({ binding: null }, options, 'fp32', (fewer) => told.push(fewer));
      const { loss } = await withRoom(room, () =>
        step.run(drawnBatch(options, photos, 0), momentOf(options, 0)),
      );
      const state = valuesOf(await step.state());
      step.close();
      return { told, loss, state };
    };
    const found = await losses(3 * bytesAPhoto);
    const expected = await losses(Infinity);
    expect(expected.told).toEqual([]);
    expect(found.told).toEqual([4, 2]);
    expect(Math.abs(found.loss - expected.loss)).toBeLessThan(1e-5);
    expect(distance(found.state, expected.state)).toBeLessThan(1e-5);
  });

  it('leaves everything as it was where there is no room for the penalty, and can make the update later', async () => {
    const penalised = { ...options, penalty: { l2: 0.01, l2Biases: false } };
    const [batch, moment] = [drawnBatch(penalised, photos, 0), momentOf(penalised, 0)];
    const step = await openGpuStep(penalised);
    const before = valuesOf(await step.state());
    await step.addPart(drawnBatch(penalised, photos, 0), true);
    await expect(withRoom(64, async () => step.update(moment))).rejects.toMatchObject({
      code: 'out-of-memory',
    });
    expect(valuesOf(await step.state())).toEqual(before);
    await step.update(moment);
    const expected = await openGpuStep(penalised);
    await expected.run(batch, moment);
    expect(distance(valuesOf(await step.state()), valuesOf(await expected.state()))).toBeLessThan(1e-5);
    step.close();
    expected.close();
  });

  it('is asked for the memory of an update when a step is opened, not by its first update', async () => {
    const before = tf.memory().numTensors;
    await expect(withRoom(64, () => openGpuStep(options), true)).rejects.toMatchObject({
      code: 'out-of-memory',
    });
    expect(tf.memory().numTensors).toBe(before);
    const step = await openGpuStep(options);
    await step.addPart(drawnBatch(options, photos, 0), true);
    const update = async (): Promise<void> => {
      await step.update(momentOf(options, 0));
      await openSubmissions(backend).check();
    };
    await withRoom(64, update, true);
    step.close();
  });

  it('has let go of a batch when a step has answered', async () => {
    const kept = await valuesOfSteps(await openGpuStep(options), options, () => undefined);
    expect(kept.every(Number.isFinite)).toBe(true);
    const found = await valuesOfSteps(await openGpuStep(options), options, spoil);
    expect(distance(found, kept)).toBeLessThan(1e-5);
  });

  it('is lost with an error of ours, and other backends go on', async () => {
    const step = await openGpuStep(options);
    await step.run(drawnBatch(options, photos, 0), momentOf(options, 0));
    backend.device.destroy();
    await expect(step.run(drawnBatch(options, photos, 1), momentOf(options, 1))).rejects.toMatchObject({
      code: 'gpu-lost',
      facts: { gpu: expect.stringContaining('swiftshader') as string },
    });
    await openBackend('wasm');
    const onProcessor = openEagerStep(options);
    const { loss } = await onProcessor.run(drawnBatch(options, photos, 0), momentOf(options, 0));
    onProcessor.close();
    expect(loss).toBeGreaterThan(0);
  });

  it('is never chosen by itself where a processor computes it', async () => {
    showSoftwareGpu();
    const chosen = await openBackend('auto');
    expect(chosen.name).not.toBe('webgpu');
  });
});
