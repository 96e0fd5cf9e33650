import { assertNever } from '../../../shared/assert-never.ts';
import type { OptimizerConfig } from '../../../shared/recipe.ts';
import type { UpdateFormula } from '../../backend/webgpu/kernels/update-parameter.ts';
import type { StepMoment } from '../training-step.ts';
import { correctedRate } from './adam.ts';

/** An optimizer's step as numbers, for a kernel that makes it in one pass. */
export function updateFormula(config: OptimizerConfig, moment: StepMoment): UpdateFormula {
  const rate = moment.learningRate;
  switch (config.kind) {
    case 'rmsprop': {
      const { rho, momentum, epsilon } = config;
      return { kind: 'rmsprop', rate, rho, momentum, epsilon };
    }
    case 'adam':
    case 'adamw': {
      const { beta1, beta2, epsilon } = config;
      const decay = config.kind === 'adamw' ? config.weightDecay * rate : 0;
      return { kind: 'adam', rate: correctedRate(config, moment), beta1, beta2, epsilon, decay };
    }
    case 'sgd': {
      const { momentum, nesterov } = config;
      return { kind: 'sgd', rate, momentum, nesterov };
    }
    default:
      return assertNever(config);
  }
}
