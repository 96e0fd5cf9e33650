import type { OptimizerConfig, PhaseConfig, ScheduleConfig } from './recipe.ts';
import { usualOptimizer, usualSchedule } from './recipes/usual-optimizer.ts';
import { choice, number, numberOrNone, onOff, type SettingKind, type SettingValue } from './setting-kind.ts';

export interface PhaseSetting {
  readonly description: string;
  readonly value: SettingKind;
  readonly apply: (phase: PhaseConfig, value: SettingValue) => object | null;
}

function ofPhase(key: keyof PhaseConfig, value: SettingKind, description: string): PhaseSetting {
  return { description, value, apply: (phase, given) => ({ ...phase, [key]: given }) };
}

function ofOptimizer(key: string, value: SettingKind, description: string): PhaseSetting {
  return {
    description,
    value,
    apply: (phase, given) =>
      key in phase.optimizer ? { ...phase, optimizer: { ...phase.optimizer, [key]: given } } : null,
  };
}

function ofSchedule(key: string, value: SettingKind, description: string): PhaseSetting {
  return {
    description,
    value,
    apply: (phase, given) =>
      key in phase.schedule ? { ...phase, schedule: { ...phase.schedule, [key]: given } } : null,
  };
}

/** What a phase is called by what learns in it. */
function phaseName(learnFrom: SettingValue): PhaseConfig['name'] {
  if (learnFrom === 'head') return 'head';
  return learnFrom === 'all' ? 'whole-network' : 'fine-tune';
}

/**
 * Settings of a phase: `NAME=VALUE` for all phases, `NAME=FIRST,SECOND` for each, `phase2.NAME=VALUE` for one.
 * `optimizer` and `schedule` come first: the others change what these set.
 */
export const phaseSettings: Readonly<Record<string, PhaseSetting>> = {
  optimizer: {
    description: 'rmsprop, adam, adamw or sgd, with the defaults of Keras and the rate of the recipe',
    value: choice('rmsprop', 'adam', 'adamw', 'sgd'),
    apply: (phase, given) => ({
      ...phase,
      optimizer: usualOptimizer(given as OptimizerConfig['kind'], phase.optimizer.learningRate),
    }),
  },
  schedule: {
    description:
      'how the rate changes: constant, step (a tenth every 10 epochs), exponential (0.99 an epoch), plateau (a tenth after 5 epochs without gain) or cosine',
    value: choice('constant', 'step', 'exponential', 'plateau', 'cosine'),
    apply: (phase, given) => ({ ...phase, schedule: usualSchedule(given as ScheduleConfig['kind']) }),
  },
  'schedule.every': ofSchedule('every', number, 'step: steps or epochs between two changes, from 1'),
  'schedule.factor': ofSchedule('factor', number, 'step, exponential, plateau: above 0, up to 1'),
  'schedule.floor': ofSchedule('floor', number, 'cosine: share of the rate at its end, 0 to 1'),
  'schedule.patience': ofSchedule(
    'patience',
    number,
    'plateau: epochs without a lower validation loss, from 1',
  ),
  'schedule.staircase': ofSchedule('staircase', onOff, 'exponential: true (once an epoch) or false'),
  'schedule.unit': ofSchedule(
    'unit',
    choice('steps', 'epochs'),
    'step: what `every` counts, steps or epochs',
  ),
  warmupSteps: ofPhase('warmupSteps', number, 'steps in which the rate climbs from 0, from 0'),
  batchSize: ofPhase('batchSize', number, 'photos in a batch, from 1'),
  beta1: ofOptimizer('beta1', number, 'adam, adamw: decay of the first moment, 0 to 1'),
  beta2: ofOptimizer('beta2', number, 'adam, adamw: decay of the second moment, 0 to 1'),
  decay: ofOptimizer('decay', number, 'sgd: time decay, rate/(1 + decay * step), from 0'),
  epochs: ofPhase('epochs', number, 'epochs, from 1'),
  epsilon: ofOptimizer('epsilon', number, 'rmsprop, adam, adamw: small number against division by 0'),
  l2: ofPhase('l2', number, 'penalty on the squares of the learning kernels, from 0'),
  l2Biases: ofPhase('l2Biases', onOff, 'true: biases are penalised as well; or false'),
  learnFrom: {
    description: 'first layer that learns: a name such as block5_conv1, head, or all',
    value: { kind: 'text' },
    apply: (phase, given) => ({ ...phase, name: phaseName(given), learnFrom: given }),
  },
  learningRate: ofOptimizer('learningRate', number, 'above 0, such as 2e-5'),
  momentum: ofOptimizer('momentum', number, 'rmsprop, sgd: 0 to 1'),
  nesterov: ofOptimizer('nesterov', onOff, 'sgd: true or false'),
  photosAtOnce: ofPhase(
    'photosAtOnce',
    numberOrNone,
    'of a batch, photos that are computed at once, from 1, or none for all: less memory, the same updates',
  ),
  rho: ofOptimizer('rho', number, 'rmsprop: decay of the squares, 0 to 1'),
  stepsPerEpoch: ofPhase('stepsPerEpoch', numberOrNone, 'batches in an epoch, from 1, or none for one pass'),
  weightDecay: ofOptimizer('weightDecay', number, 'adamw: share taken away a step at rate 1, 0 to 1'),
};
