import type { Photo, SplitDataset } from '../../shared/dataset.ts';
import type { NetworkSpec } from '../../shared/network.ts';
import type { ComputeChoice } from '../../shared/recipe.ts';
import type { RunConfig } from '../../shared/run-files.ts';
import type { ComputeBackend } from '../backend/compute-backend.ts';
import type { PixelStore } from '../features/provide-pixels.ts';
import type { TensorMap } from '../storage/safetensors.ts';
import type { PhotoStatistics } from './photo-statistics.ts';
import type { PhaseLayers } from './plan-phases.ts';

/** A run that is there on disk, with all that its training needs; the same for a new run and for one that goes on. */
export interface RunSession {
  readonly run: string;
  readonly config: RunConfig;
  readonly dataset: SplitDataset;
  readonly network: NetworkSpec;
  readonly phases: readonly PhaseLayers[];
  /** The whole network before training: the base's weights, and a head or network drawn by the run's seed. */
  readonly weights: TensorMap;
  /** Tells the base's weights, as this run begins with them, from others in the cache; empty without a base. */
  readonly frozenSha256: string;
  readonly backend: ComputeBackend;
  /** As settled when the run began. */
  readonly compute: ComputeChoice;
  /** Of the training photos; their means are in `network` already. */
  readonly statistics: PhotoStatistics;
  /** Pixels of the training and validation photos. */
  readonly pixels: PixelStore;
}

export function photosOf(dataset: SplitDataset, part: 'train' | 'validation' | 'test'): readonly Photo[] {
  return dataset.photos.filter((photo) => photo.part === part);
}
