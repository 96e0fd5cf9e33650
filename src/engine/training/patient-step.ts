import { asOutOfMemory, isOutOfMemory } from '../backend/out-of-memory.ts';
import { addOutcomes, nothingYet, readOutcome } from './outcomes.ts';
import { splitBatch } from './split-batch.ts';
import type {
  BatchInputs,
  Outcome,
  StepBatch,
  StepMoment,
  StepOptions,
  StepRunner,
  TrainingStep,
} from './training-step.ts';

const work = 'training step';

/** Told how many photos are computed at once from now on. */
export type TellFewer = (photosAtOnce: number) => void;

/** A step whose batches may also come from several places, part by part. Throws as StepRunner. */
export interface PatientStep extends StepRunner, Pick<TrainingStep, 'gradients' | 'setGradients'> {
  /** As TrainingStep's addPart, in as small parts as memory asks for. */
  addBatch(batch: StepBatch, isFirst: boolean): Promise<Outcome>;
  /** As TrainingStep's. */
  update(moment: StepMoment): Promise<Outcome>;
}

/**
 * A step that halves the photos computed at once whenever memory runs out, and goes on where it was: a batch then comes
 * in parts whose gradients add up to its one update. A graph that takes no parts is written anew, with what was learned.
 */
export async function openPatientStep(
  open: (options: StepOptions) => Promise<TrainingStep>,
  options: StepOptions,
  tell: TellFewer,
): Promise<PatientStep> {
  let step = await open(options);
  let atOnce = options.photosAtOnce;
  let measuredAtOnce = Infinity;

  const halve = (error: unknown, photos: number): number => {
    if (!isOutOfMemory(error)) throw error;
    if (photos === 1) throw asOutOfMemory(error, work);
    const fewer = Math.floor(photos / 2);
    tell(fewer);
    return fewer;
  };
  const reopenForParts = async (): Promise<void> => {
    const { parameters, slots } = await step.state();
    step.close();
    step = await open({ ...options, learning: parameters, slots, photosAtOnce: atOnce });
  };
  /** What a part is too much for is taken in smaller ones; those before it stay counted. */
  const addBatch = async (batch: StepBatch, beginsSum: boolean): Promise<Outcome> => {
    const waiting: StepBatch[] = [batch];
    let total: Outcome = nothingYet;
    for (let isFirst = beginsSum, part = waiting.shift(); part; part = waiting.shift()) {
      const smaller = splitBatch(part, atOnce);
      if (smaller.length > 1) {
        waiting.unshift(...smaller);
        continue;
      }
      try {
        total = addOutcomes(total, await step.addPart(part, isFirst));
        isFirst = false;
      } catch (error) {
        atOnce = halve(error, part.labels.length);
        waiting.unshift(part);
      }
    }
    return total;
  };

  /** Nothing here becomes smaller by fewer photos. */
  const update = async (moment: StepMoment): Promise<Outcome> => {
    try {
      return await step.update(moment);
    } catch (error) {
      throw isOutOfMemory(error) ? asOutOfMemory(error, work) : error;
    }
  };

  const begin = async (batch: StepBatch, moment: StepMoment): Promise<Outcome> => {
    if (!step.takesParts) {
      try {
        return await step.run(batch, moment);
      } catch (error) {
        atOnce = halve(error, batch.labels.length);
        await reopenForParts();
      }
    }
    const outcome = await addBatch(batch, true);
    return addOutcomes(outcome, await update(moment));
  };

  return {
    begin,
    run: async (batch, moment) => readOutcome(await begin(batch, moment)),
    async logits(inputs, count) {
      const waiting: BatchInputs[] = [inputs];
      const found: Float32Array[] = [];
      const rowSize = inputs.length / count;
      for (let part = waiting.shift(); part; part = waiting.shift()) {
        const photos = part.length / rowSize;
        try {
          if (photos <= measuredAtOnce) found.push(await step.logits(part, photos));
          else waiting.unshift(...cut(part, rowSize, measuredAtOnce));
        } catch (error) {
          measuredAtOnce = halve(error, photos);
          waiting.unshift(part);
        }
      }
      return joined(found);
    },
    addBatch,
    gradients: () => step.gradients(),
    setGradients: (gradients) => {
      step.setGradients(gradients);
    },
    update,
    state: () => step.state(),
    close: () => {
      step.close();
    },
  };
}

/** Rows of a buffer, so many at a time, each in a buffer of its own. */
function cut(inputs: BatchInputs, rowSize: number, rows: number): BatchInputs[] {
  return Array.from({ length: Math.ceil(inputs.length / rowSize / rows) }, (_, index) =>
    inputs.slice(index * rows * rowSize, (index + 1) * rows * rowSize),
  );
}

function joined(parts: readonly Float32Array[]): Float32Array {
  if (parts.length === 1) return parts[0]!;
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  parts.reduce((offset, part) => (all.set(part, offset), offset + part.length), 0);
  return all;
}
