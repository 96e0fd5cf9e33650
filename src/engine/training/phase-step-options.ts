import type { NetworkSpec } from '../../shared/network.ts';
import type { TensorMap } from '../storage/safetensors.ts';
import type { PhaseLayers } from './plan-phases.ts';
import type { InputType, StepOptions } from './training-step.ts';
import { weightsOfLayers } from './weights-of-layers.ts';

/** What a phase's step trains, from the whole network's weights and without a memory: the first step of the phase. */
export function phaseStepOptions(
  network: NetworkSpec,
  { config, from, measureFrom, learnFrom }: Omit<PhaseLayers, 'cachedLayer'>,
  trainingType: InputType,
  weights: TensorMap,
): StepOptions {
  return {
    network,
    from,
    trainingType,
    learnFrom,
    measureFrom,
    optimizer: config.optimizer,
    l2: config.l2,
    learning: weightsOfLayers(network, weights, learnFrom),
    frozen: weightsOfLayers(network, weights, Math.min(from, measureFrom), learnFrom),
    slots: null,
  };
}
