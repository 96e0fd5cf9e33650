import type { DropoutSpec } from '../../../shared/network.ts';
import { sizeOfShape } from '../../../shared/size-of-shape.ts';
import { layerShapes } from '../../models/layer-shapes.ts';
import type { HostTensor, TensorMap } from '../../storage/safetensors.ts';
import type { PatientStep } from '../patient-step.ts';
import { addOutcomes, readOutcome } from '../outcomes.ts';
import { splitBatch } from '../split-batch.ts';
import type { Outcome, StepBatch, StepMoment, StepOptions, StepRunner } from '../training-step.ts';
import type { StepWorker } from './open-workers.ts';
import type { SentBatch } from './worker-messages.ts';

/** Told how many processes are left, this one counted. */
export type TellLost = (processes: number) => void;

/**
 * A step that several processes share: each computes the gradients of its part of the batch, they are added up here (a
 * photo counts for its share of the whole batch), and every process makes the same update by the sum. What a process
 * that ended had to do is done here, and the steps after it are shared by those that are left.
 */
export function openSharedStep(
  local: PatientStep,
  opened: readonly StepWorker[],
  options: Pick<StepOptions, 'network' | 'from'>,
  tellLost: TellLost,
): StepRunner {
  let workers = opened;
  const lose = (gone: ReadonlySet<StepWorker>): void => {
    if (gone.size === 0) return;
    for (const worker of gone) worker.close();
    workers = workers.filter((worker) => !gone.has(worker));
    tellLost(workers.length + 1);
  };
  const dropouts = dropoutsOf(options);
  const begin = async (batch: StepBatch, moment: StepMoment): Promise<Outcome> => {
    const [own, ...others] = splitBatch(batch, Math.ceil(batch.labels.length / (workers.length + 1)));
    const asked = others.map((part, index) => {
      const worker = workers[index]!;
      return { worker, part, ...worker.add(sendable(part, dropouts)) };
    });
    // TensorFlow blocks this thread: what is not on its way by then would wait for it.
    await Promise.all(asked.map(({ sent }) => sent));
    let outcome = await local.addBatch(own!, true);
    const gone = new Set<StepWorker>();
    const found: TensorMap[] = [];
    for (const { worker, part, added } of asked) {
      const answer = await added.catch(() => null);
      if (answer === null) gone.add(worker);
      else found.push(answer.gradients);
      outcome = addOutcomes(outcome, answer?.outcome ?? (await local.addBatch(part, false)));
    }
    lose(gone);
    if (found.length > 0 || workers.length > 0) {
      const gradients = summed([await local.gradients(), ...found]);
      for (const worker of workers) void worker.update(gradients, moment).catch(() => undefined);
      local.setGradients(gradients);
    }
    return addOutcomes(outcome, await local.update(moment));
  };

  return {
    begin,
    run: async (batch, moment) => readOutcome(await begin(batch, moment)),
    logits: (inputs, count) => local.logits(inputs, count),
    state: () => local.state(),
    close() {
      for (const worker of workers) worker.close();
      local.close();
    },
  };
}

interface DropoutPlace {
  readonly layer: DropoutSpec;
  /** Values of one photo. */
  readonly size: number;
}

function dropoutsOf({ network, from }: Pick<StepOptions, 'network' | 'from'>): readonly DropoutPlace[] {
  const shapes = layerShapes(network);
  return network.layers.flatMap((layer, index) =>
    layer.kind === 'dropout' && index >= from
      ? [{ layer, size: sizeOfShape(shapes[index]!.outputShape) }]
      : [],
  );
}

/** With the masks of the one process that would compute the whole batch. */
function sendable({ dropoutMask, ...part }: StepBatch, dropouts: readonly DropoutPlace[]): SentBatch {
  const masks = dropouts.map(
    ({ layer: { name, rate }, size }) => [name, dropoutMask(name, rate, size * part.labels.length)] as const,
  );
  return { ...part, masks: new Map(masks) };
}

/** The sum of gradients, in the first's arrays. */
function summed([first, ...others]: readonly TensorMap[]): TensorMap {
  for (const other of others) for (const [name, { values }] of first!) addInto(values, other.get(name)!);
  return first!;
}

function addInto(sum: Float32Array, { values }: HostTensor): void {
  // A loop: a function call a number takes seconds for a network's millions.
  for (let index = 0; index < sum.length; index++) sum[index]! += values[index]!;
}
