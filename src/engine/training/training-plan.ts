import type { Photo } from '../../shared/dataset.ts';
import type { NetworkSpec } from '../../shared/network.ts';
import type { LossConfig, PhaseConfig } from '../../shared/recipe.ts';
import type { ComputeBackend } from '../backend/compute-backend.ts';
import type { InputSource } from './input-source.ts';
import type { OpenWorkers } from './workers/open-workers.ts';

/** One phase with all that its steps need but the weights. */
export interface PlannedPhase {
  readonly config: PhaseConfig;
  /** Index of the first layer that runs in training: what `training` holds is its input. */
  readonly from: number;
  /** Index of the first layer that runs in measuring: what `validation` holds is its input. */
  readonly measureFrom: number;
  /** Index of the first layer that learns; at both or above them. */
  readonly learnFrom: number;
  readonly training: InputSource;
  /** Always fp32 and never augmented. */
  readonly validation: InputSource;
}

/** Processes beside this one. */
export interface PlannedWorkers {
  /** This one counted. */
  readonly processes: number;
  readonly open: OpenWorkers;
}

/** What the loop trains: phases one after the other, on photos that have been made ready. */
export interface TrainingPlan {
  readonly network: NetworkSpec;
  readonly backend: Pick<ComputeBackend, 'binding'>;
  readonly precision: 'fp32' | 'bf16';
  readonly seed: number;
  readonly loss: LossConfig;
  readonly phases: readonly PlannedPhase[];
  readonly trainingPhotos: readonly Photo[];
  /** Empty: the last epoch counts as the best. */
  readonly validationPhotos: readonly Photo[];
  /** Who shares the steps; null: nobody. */
  readonly workers: PlannedWorkers | null;
  /** By class; null: all the same. */
  readonly classWeights: readonly number[] | null;
  readonly earlyStoppingPatience: number | null;
}
