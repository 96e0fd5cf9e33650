import { assertNever } from './assert-never.ts';
import type { PhaseConfig } from './recipe.ts';

/** What of a finished epoch a schedule looks at. */
export interface ValidatedEpoch {
  readonly validation: { readonly loss: number } | null;
}

/** Where in a phase a step stands. */
export interface StepPlace {
  /** From 0 through the phase. */
  readonly step: number;
  readonly stepsPerEpoch: number;
  /** The phase's epochs that were finished before the step. */
  readonly history: readonly ValidatedEpoch[];
}

type Rates = Pick<PhaseConfig, 'optimizer' | 'schedule' | 'warmupSteps' | 'epochs'>;

/**
 * The rate of a step: the optimizer's own (of SGD with its time decay) times what the schedule and the warm-up make of
 * it. A function of the phase, the step and the epochs before it, so that a resumed run has the rates of an
 * undisturbed one.
 */
export function learningRateAt(phase: Rates, place: StepPlace): number {
  return ownRate(phase, place.step) * scheduleFactor(phase, place) * warmupFactor(phase, place.step);
}

/** SGD's rate falls with time: learningRate / (1 + decay * step). Source: Keras, InverseTimeDecay. */
function ownRate({ optimizer }: Rates, step: number): number {
  return optimizer.kind === 'sgd'
    ? optimizer.learningRate / (1 + optimizer.decay * step)
    : optimizer.learningRate;
}

/** From 0 in a straight line to 1 at step `warmupSteps`. Source: Keras, CosineDecay with `warmup_steps`. */
function warmupFactor({ warmupSteps }: Rates, step: number): number {
  return step < warmupSteps ? step / warmupSteps : 1;
}

function scheduleFactor(phase: Rates, { step, stepsPerEpoch, history }: StepPlace): number {
  const { schedule, warmupSteps } = phase;
  const epoch = step / stepsPerEpoch;
  switch (schedule.kind) {
    case 'constant':
      return 1;
    case 'step': {
      const passed = schedule.unit === 'steps' ? step : Math.floor(epoch);
      return schedule.factor ** Math.floor(passed / schedule.every);
    }
    case 'exponential':
      // Source: Keras, ExponentialDecay with `decay_steps` of an epoch.
      return schedule.factor ** (schedule.staircase ? Math.floor(epoch) : epoch);
    case 'plateau':
      return schedule.factor ** plateaus(history, schedule.patience);
    case 'cosine': {
      // The cosine begins where the warm-up ends. Source: Keras, CosineDecay; I. Loshchilov and F. Hutter, 2017.
      const steps = phase.epochs * stepsPerEpoch - warmupSteps;
      const done = Math.min(1, Math.max(0, step - warmupSteps) / Math.max(1, steps));
      return schedule.floor + (1 - schedule.floor) * 0.5 * (1 + Math.cos(Math.PI * done));
    }
    default:
      return assertNever(schedule);
  }
}

/** What a loss must fall by to count as improved. Source: Keras, ReduceLROnPlateau's `min_delta`. */
const leastGain = 1e-4;

/**
 * How often the validation loss has stood still for `patience` epochs; the count of epochs begins anew each time.
 * Without a validation part it never does. Source: Keras, ReduceLROnPlateau.
 */
function plateaus(history: readonly ValidatedEpoch[], patience: number): number {
  let [best, waited, found] = [Infinity, 0, 0];
  for (const { validation } of history) {
    if (!validation) continue;
    if (validation.loss < best - leastGain) [best, waited] = [validation.loss, 0];
    else if (++waited >= patience) [waited, found] = [0, found + 1];
  }
  return found;
}
