import { assertNever } from '../assert-never.ts';
import type { InitialiserConfig, LossConfig, OptimizerConfig, ScheduleConfig } from '../recipe.ts';

/** The optimizer of this kind with Keras's defaults, at this rate. */
export function usualOptimizer(kind: OptimizerConfig['kind'], learningRate: number): OptimizerConfig {
  switch (kind) {
    case 'rmsprop':
      return { kind, learningRate, rho: 0.9, momentum: 0, epsilon: 1e-7 };
    case 'adam':
      return { kind, learningRate, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };
    case 'adamw':
      return { kind, learningRate, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, weightDecay: 0.004 };
    case 'sgd':
      return { kind, learningRate, momentum: 0, nesterov: false, decay: 0 };
    default:
      return assertNever(kind);
  }
}

/** The schedule of this kind as it is known: Caffe's step, VGG's .99 an epoch and its tenth on a plateau. */
export function usualSchedule(kind: ScheduleConfig['kind']): ScheduleConfig {
  switch (kind) {
    case 'constant':
      return { kind };
    case 'step':
      return { kind, factor: 0.1, every: 10, unit: 'epochs' };
    case 'exponential':
      return { kind, factor: 0.99, staircase: true };
    case 'plateau':
      return { kind, factor: 0.1, patience: 5 };
    case 'cosine':
      return { kind, floor: 0 };
    default:
      return assertNever(kind);
  }
}

/** The initialiser of this kind; the normal with AlexNet's deviation. */
export function usualInitialiser(kind: InitialiserConfig['kind']): InitialiserConfig {
  switch (kind) {
    case 'glorot-uniform':
    case 'he-normal':
      return { kind };
    case 'normal':
      return { kind, deviation: 0.01 };
    default:
      return assertNever(kind);
  }
}

/** The loss of this kind; a support vector machine with LIBLINEAR's C. */
export function usualLoss(kind: LossConfig['kind']): LossConfig {
  switch (kind) {
    case 'cross-entropy':
      return { kind };
    case 'hinge':
    case 'squared-hinge':
      return { kind, c: 1 };
    default:
      return assertNever(kind);
  }
}
