import { cacheFit, cacheNeed } from '../../engine/features/plan-cache.ts';
import { blocksOfLayers } from '../../engine/models/blocks-of-layers.ts';
import { describeNetwork } from '../../engine/models/describe-network.ts';
import { isShown } from '../../engine/models/is-shown.ts';
import { layerShapes } from '../../engine/models/layer-shapes.ts';
import { weightsHash } from '../../engine/models/weights/kept-hash.ts';
import { cachedLayers, planPhases } from '../../engine/training/plan-phases.ts';
import type { NetworkBar, ReadyCheck, TrainingPlanView } from '../../shared/app/run-view.ts';
import type { SplitDataset } from '../../shared/dataset.ts';
import type { SpeedResult } from '../../shared/job-results/training-results.ts';
import type { NetworkSpec } from '../../shared/network.ts';
import { copyStorage, trainingPrecision, type Recipe } from '../../shared/recipe.ts';
import type { SplitFile } from '../../shared/run-files.ts';
import { countParts } from '../runs/count-parts.ts';
import { plannedSeconds, trainingWork } from './training-work.ts';

/** A plan without its checks. */
export type PlannedNetwork = Omit<TrainingPlanView, 'checks'>;

/**
 * The network's picture, and what learns in which phase, how long. `speeds` null: not measured; `missing`: share of
 * what is to be cached that is not there yet. Throws `image-size-too-small`, `unknown-layer`.
 */
export function planNetwork(
  recipe: Recipe,
  split: SplitFile | null,
  speeds: SpeedResult | null,
  missing: number,
): PlannedNetwork {
  const network = describeNetwork(recipe.network, recipe.image, split?.classes.length ?? 2);
  const shapes = layerShapes(network);
  const phases = planPhases(network, recipe);
  const work = trainingWork(recipe, countParts(split));
  const planned = speeds && split ? plannedSeconds(work, speeds, missing) : null;
  return {
    parameters: shapes.reduce((sum, { parameters }) => sum + parameters, 0),
    bars: barsOf(
      network,
      blocksOfLayers(network, recipe.network),
      phases.map(({ learnFrom }) => learnFrom),
    ),
    phases: phases.map(({ config, learnFrom }, index) => ({
      name: config.name,
      epochs: config.epochs,
      learningParameters: shapes.slice(learnFrom).reduce((sum, { learnable }) => sum + learnable, 0),
      seconds: planned?.phases[index] ?? null,
    })),
    seconds: planned?.all ?? null,
  };
}

/** The plan of settings that no network can be made of. */
export function noNetwork({ phases }: Recipe): PlannedNetwork {
  return {
    parameters: 0,
    bars: [],
    phases: phases.map(({ name, epochs }) => ({ name, epochs, learningParameters: 0, seconds: null })),
    seconds: null,
  };
}

function barsOf(
  network: NetworkSpec,
  blocks: readonly string[],
  learnFrom: readonly number[],
): readonly NetworkBar[] {
  const shapes = layerShapes(network);
  return network.layers.flatMap((layer, index): NetworkBar[] => {
    const { kind, name } = layer;
    if (!isShown(layer)) return [];
    const block = blocks[index]!;
    const { outputShape, learnable } = shapes[index]!;
    const resolution = kind === 'dense' ? 1 : outputShape[0]!;
    return [
      {
        layer: name,
        block,
        resolution,
        learnable: learnable > 0,
        learns: learnFrom.map((from) => index >= from),
      },
    ];
  });
}

export interface SpacePlan {
  readonly check: Extract<ReadyCheck, { kind: 'space' }>;
  /** Share of what is to be cached that is not there yet, 0 to 1. */
  readonly missing: number;
}

/**
 * What the training keeps in the cache, against what the cache may hold. `speeds`: they tell what this device was found
 * to compute in; null: fp32 is taken where the recipe leaves it open. Throws `permission-denied`,
 * `invalid-setting`.
 */
export async function planSpace(
  recipe: Recipe,
  split: Pick<SplitDataset, 'classes' | 'photos'>,
  speeds: Pick<SpeedResult, 'precision'> | null,
): Promise<SpacePlan> {
  const network = describeNetwork(recipe.network, recipe.image, split.classes.length);
  const { augmentation, augmentationSeed, image, copies } = recipe;
  const precision = recipe.precision === 'auto' ? (speeds?.precision ?? 'fp32') : recipe.precision;
  const need = await cacheNeed({
    network,
    image,
    copies,
    precision: trainingPrecision({ precision }),
    storage: copyStorage({ precision }),
    weightsSha256: recipe.network.kind === 'base' ? await weightsHash(recipe.network.base) : '',
    layers: cachedLayers(planPhases(network, recipe)),
    trainingPhotos: split.photos.filter(({ part }) => part === 'train'),
    otherPhotos: split.photos.filter(({ part }) => part === 'validation'),
    augmentation: augmentation && { config: augmentation, seed: augmentationSeed },
  });
  const { fits, limitBytes, copiesThatFit } = await cacheFit(need);
  const neededBytes = need.neededBytes - need.presentBytes;
  return {
    check: {
      kind: 'space',
      ok: fits,
      neededBytes,
      freeBytes: Math.max(0, limitBytes - need.presentBytes),
      copiesThatFit,
    },
    missing: need.neededBytes === 0 ? 0 : neededBytes / need.neededBytes,
  };
}
