import type { Report } from '../../shared/job-events.ts';
import type { ComputeBackend } from '../backend/compute-backend.ts';
import { openLasting } from '../backend/open-lasting.ts';
import type { Parameters } from '../models/forward.ts';
import type { FrozenWay } from '../models/frozen-pass.ts';
import type { TrainedModel } from '../models/model-folder.ts';
import { createParameters, disposeParameters } from '../models/parameters.ts';
import { prepareGpu } from '../training/prepare-gpu.ts';
import { openScorer, type Scorer } from './open-scorer.ts';

/** A model that answers on the fastest backend, and on the processor from where a GPU fails (../backend/open-lasting.ts). */
export interface LastingModel extends Scorer {
  /** Does work with the weights as tensors, which are made when they are first used and share the memory of the model's. */
  withTensors<Done>(work: (parameters: Parameters) => Promise<Done>): Promise<Done>;
}

/**
 * Opens a model on the fastest backend. `report` hears that a GPU's shaders are compiled, where memory runs short, and
 * of a GPU that was left. Throws what openBackend and openScorer throw.
 */
export async function openLastingModel(
  model: TrainedModel,
  report?: Report,
  way?: FrozenWay,
): Promise<LastingModel> {
  const lasting = await openLasting((backend) => openOn(backend, model, report, way), report);
  const { numClasses, numFeatures, temperature } = await lasting.use(({ scorer }) => Promise.resolve(scorer));
  return {
    numClasses,
    numFeatures,
    temperature,
    score: (pixels, count) => lasting.use(({ scorer }) => scorer.score(pixels, count)),
    look: (pixels, count) => lasting.use(({ scorer }) => scorer.look(pixels, count)),
    withTensors: (work) => lasting.use(({ tensors }) => work(tensors())),
    close: () => {
      lasting.close();
    },
  };
}

interface OpenModel {
  readonly scorer: Scorer;
  readonly tensors: () => Parameters;
  close(): void;
}

async function openOn(
  backend: ComputeBackend,
  model: TrainedModel,
  report?: Report,
  way?: FrozenWay,
): Promise<OpenModel> {
  const scorer = await openScorer(backend, model, report, way);
  let parameters: Parameters | null = null;
  const close = (): void => {
    scorer.close();
    if (parameters) disposeParameters(parameters);
  };
  try {
    const look = (pixels: Uint8Array, count: number): Promise<unknown> => scorer.look(pixels, count);
    await prepareGpu(backend, model.network, look, () =>
      report?.({ kind: 'stage', stage: 'preparing-gpu', total: null, unit: 'steps' }),
    );
  } catch (error) {
    close();
    throw error;
  }
  return { scorer, tensors: () => (parameters ??= createParameters(model.weights)), close };
}
