import { describeNetwork } from '../../engine/models/describe-network.ts';
import { cachedLayers, planPhases } from '../../engine/training/plan-phases.ts';
import type { Part } from '../../shared/dataset.ts';
import type { Recipe } from '../../shared/recipe.ts';
import type { SpeedResult } from '../../shared/job-results/training-results.ts';

/** What a training has to do, counted. */
export interface TrainingWork {
  /** Photos times copies that the frozen layers see; 0 where a recipe caches nothing. */
  readonly cached: number;
  readonly phases: readonly PhaseWork[];
  /** Photos measured at the end. */
  readonly test: number;
}

export interface PhaseWork {
  readonly name: string;
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  readonly batchSize: number;
  /** Photos learned from, and looked at, in an epoch. */
  readonly training: number;
  readonly validation: number;
}

/** Counts the work of a recipe on this many photos. Throws `image-size-too-small`, `unknown-layer`. */
export function trainingWork(recipe: Recipe, counts: Readonly<Record<Part, number>>): TrainingWork {
  // 0 copies: photos that are changed afresh go through the frozen layers in the phases themselves.
  const copies = recipe.augmentation ? recipe.copies : 1;
  const layers = cachedLayers(planPhases(describeNetwork(recipe.network, recipe.image, 2), recipe));
  return {
    cached: layers.length > 0 ? copies * counts.train + counts.validation : 0,
    test: counts.test,
    phases: recipe.phases.map(({ name, epochs, batchSize, stepsPerEpoch }) => {
      const steps = stepsPerEpoch ?? Math.ceil(counts.train / batchSize);
      const training = stepsPerEpoch === null ? counts.train : steps * batchSize;
      return { name, epochs, stepsPerEpoch: steps, batchSize, training, validation: counts.validation };
    }),
  };
}

export interface PlannedSeconds {
  /** By phase; the first one's include the features that must be computed before it. */
  readonly phases: readonly number[];
  /** With the measuring at the end. */
  readonly all: number;
}

/** How long the work takes at these speeds. `missing`: share of what is to be cached that is not there yet. */
export function plannedSeconds(work: TrainingWork, speeds: SpeedResult, missing: number): PlannedSeconds {
  const caching = cachingSeconds(work, speeds, missing);
  const phases = work.phases.map(
    (phase, index) => (index === 0 ? caching : 0) + phase.epochs * epochSeconds(phase, speeds.phases[index]!),
  );
  return { phases, all: phases.reduce((sum, seconds) => sum + seconds, measuringSeconds(work, speeds)) };
}

/** Seconds to compute the features that are not there yet. */
export function cachingSeconds({ cached }: TrainingWork, speeds: SpeedResult, missing: number): number {
  return speeds.caching ? (cached * missing) / speeds.caching : 0;
}

/** Seconds of one epoch of a phase at these speeds. */
export function epochSeconds(work: PhaseWork, speed: SpeedResult['phases'][number]): number {
  return work.training / speed.training + work.validation / speed.measuring;
}

/** Seconds to measure the test photos: they go through the whole network. */
export function measuringSeconds({ test }: TrainingWork, speeds: SpeedResult): number {
  const last = speeds.phases.at(-1);
  const rates = [speeds.caching, last?.measuring].filter((rate) => rate !== null && rate !== undefined);
  return rates.reduce((sum, rate) => sum + test / rate, 0);
}
