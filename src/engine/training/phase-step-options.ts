import type { NetworkSpec } from '../../shared/network.ts';
import { isLearnable } from '../../shared/weight-parts.ts';
import type { TensorMap } from '../storage/safetensors.ts';
import { penaltyOf, type Objective } from './penalty-of.ts';
import type { PhaseLayers } from './plan-phases.ts';
import type { InputType, StepOptions } from './training-step.ts';
import { weightsOfLayers } from './weights-of-layers.ts';

/** What a phase's step trains, from the whole network's weights and without a memory: the first step of the phase. */
export function phaseStepOptions(
  network: NetworkSpec,
  { config, from, measureFrom, learnFrom }: Omit<PhaseLayers, 'cachedLayer'>,
  trainingType: InputType,
  weights: TensorMap,
  objective: Objective,
): StepOptions {
  const running = weightsOfLayers(network, weights, Math.min(from, measureFrom));
  const learning = new Map(
    [...weightsOfLayers(network, weights, learnFrom)].filter(([name]) => isLearnable(name)),
  );
  return {
    network,
    from,
    trainingType,
    measureFrom,
    optimizer: config.optimizer,
    photosAtOnce: config.photosAtOnce,
    loss: objective.loss.kind,
    penalty: penaltyOf(config, objective),
    learning,
    frozen: new Map([...running].filter(([name]) => !learning.has(name))),
    slots: null,
  };
}
