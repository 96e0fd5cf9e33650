import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildProgram, type BuiltProgram } from '../../../../test/features/built-program.ts';
import type { OptimizerConfig } from '../../../shared/recipe.ts';
import type { ComputeBackend } from '../../backend/compute-backend.ts';
import { openBackend } from '../../backend/open-backend.ts';
import { conv2d, dense, maxPool2d } from '../../models/fixtures/small-layers.ts';
import {
  drawnBatch,
  momentOf,
  narrowVgg,
  network,
  stepOptions,
} from '../graph-step/fixtures/small-networks.ts';
import { openGraphStep } from '../graph-step/open-graph-step.ts';
import { openTrainingStep } from '../open-training-step.ts';
import type { StepOptions, StepRunner, StepState } from '../training-step.ts';
import { type StepWorker, workersBeside } from './open-workers.ts';

const rmsprop: OptimizerConfig = {
  kind: 'rmsprop',
  learningRate: 1e-3,
  rho: 0.9,
  momentum: 0.5,
  epsilon: 1e-7,
};
const penalty = { l2: 1e-3, l2Biases: false };
const scratch = stepOptions(
  network([
    conv2d('conv', 4, [3, 3], 1, 'same', 'relu'),
    maxPool2d('pool', 2, 2, 'valid'),
    { kind: 'flatten', name: 'flatten' },
    dense('hidden', 6, 'relu'),
    { kind: 'dropout', name: 'dropout', rate: 0.5 },
    dense('predictions', 3, 'softmax'),
  ]),
  rmsprop,
  { penalty },
);
const vgg = narrowVgg([2, 2, 3, 3, 3]);
/** The second phase: features at the last block, which learns with the head and its dropout. */
const block5 = stepOptions(vgg, rmsprop, {
  penalty,
  from: vgg.layers.findIndex(({ name }) => name === 'block5_conv1'),
});

let program: BuiltProgram;
let backend: ComputeBackend;
beforeAll(async () => {
  program = await buildProgram(new URL('./step-worker.ts', import.meta.url));
  backend = await openBackend('tensorflow');
});
afterAll(() => {
  program.remove();
});

interface Shared {
  readonly step: StepRunner;
  readonly workers: readonly StepWorker[];
  readonly lost: readonly number[];
}

/** 7 photos: no number of processes here divides them. */
const photos = 7;

async function shared(options: StepOptions, processes: number, entry = program.path): Promise<Shared> {
  const open = workersBeside(backend, processes, entry);
  const workers: StepWorker[] = [];
  const lost: number[] = [];
  const step = await openTrainingStep(backend, options, 'fp32', () => undefined, {
    processes,
    photos: Math.ceil(photos / processes),
    tellLost: (left) => lost.push(left),
    open: async (...given) => {
      workers.push(...(await open(...given)));
      return workers;
    },
  });
  return { step, workers, lost };
}

const run = async (step: Pick<StepRunner, 'run'>, options: StepOptions, at: number): Promise<number> =>
  (await step.run(drawnBatch(options, photos, at), momentOf(options, at))).loss;

async function alone(options: StepOptions): Promise<{ losses: number[]; state: StepState }> {
  const step = await openGraphStep(backend.binding!, options, 'fp32');
  const losses: number[] = [];
  for (const at of [0, 1, 2])
    losses.push((await step.run(drawnBatch(options, photos, at), momentOf(options, at))).loss);
  const state = await step.state();
  step.close();
  return { losses, state };
}

const values = ({ parameters, slots }: StepState): number[] =>
  [...parameters.values(), ...slots.values()].flatMap((tensor) => [...tensor.values]);
const furthest = (some: readonly number[], others: readonly number[]): number => {
  expect(some.length).toBe(others.length);
  return some.reduce((most, value, at) => Math.max(most, Math.abs(value - others[at]!)), 0);
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
async function gone(pids: readonly (number | undefined)[]): Promise<boolean> {
  for (let tries = 0; tries < 100; tries++) {
    if (!pids.some((pid) => pid !== undefined && isAlive(pid))) return true;
    await wait(100);
  }
  return false;
}

describe.each([
  ['a network from scratch', scratch, 2],
  ['a network from scratch', scratch, 3],
  ['the last block and the head', block5, 2],
] as const)('three steps of %s', (_, options, processes) => {
  it(`by ${processes} processes come to what one comes to`, async () => {
    const expected = await alone(options);
    const { step, workers, lost } = await shared(options, processes);
    expect(workers).toHaveLength(processes - 1);
    const losses: number[] = [];
    for (const at of [0, 1, 2]) losses.push(await run(step, options, at));
    const state = await step.state();
    step.close();
    expect(furthest(losses, expected.losses)).toBeLessThan(1e-5);
    expect(furthest(values(state), values(expected.state))).toBeLessThan(1e-5);
    // Weights moved by far more than that.
    expect(
      furthest(
        values(state).slice(0, 50),
        values({ parameters: options.learning, slots: new Map() }).slice(0, 50),
      ),
    ).toBeGreaterThan(1e-4);
    expect(lost).toEqual([]);
    expect(await gone(workers.map(({ pid }) => pid))).toBe(true);
  });
});

it('goes on with one process fewer where one ends, and loses nothing', async () => {
  const expected = await alone(scratch);
  const { step, workers, lost } = await shared(scratch, 3);
  const losses = [await run(step, scratch, 0)];
  process.kill(workers[0]!.pid!, 'SIGKILL');
  losses.push(await run(step, scratch, 1), await run(step, scratch, 2));
  const state = await step.state();
  expect(lost).toEqual([2]);
  expect(furthest(losses, expected.losses)).toBeLessThan(1e-5);
  expect(furthest(values(state), values(expected.state))).toBeLessThan(1e-5);
  step.close();
  expect(await gone(workers.map(({ pid }) => pid))).toBe(true);
});

it('computes alone where no process starts', async () => {
  const expected = await alone(scratch);
  const { step, lost } = await shared(scratch, 3, '/no/such/program.mjs');
  expect(lost).toEqual([1]);
  expect(Math.abs((await run(step, scratch, 0)) - expected.losses[0]!)).toBeLessThan(1e-5);
  step.close();
});

it('a process ends with its parent', async () => {
  const child = program.start();
  const { pid } = child;
  await wait(500);
  expect(isAlive(pid!)).toBe(true);
  child.disconnect();
  expect(await gone([pid])).toBe(true);
});
