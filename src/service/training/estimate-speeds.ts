import { describeNetwork } from '../../engine/models/describe-network.ts';
import { layerShapes } from '../../engine/models/layer-shapes.ts';
import { cachedLayers, planPhases } from '../../engine/training/plan-phases.ts';
import type { SpeedResult } from '../../shared/job-results/training-results.ts';
import type { Recipe } from '../../shared/recipe.ts';
import { multiplyAdds } from './network-table.ts';

/** A recipe whose speed was measured on the device. */
export interface TimedRecipe {
  readonly recipe: Recipe;
  readonly speeds: SpeedResult;
}

/** What one photo costs in a phase. */
interface PhaseCost {
  /** Multiply-adds of a training step and of a look at a photo. */
  readonly training: number;
  readonly measuring: number;
  /** Numbers that a step moves, by photo. */
  readonly moved: number;
}

interface RecipeCost {
  /** Multiply-adds of the frozen layers. */
  readonly caching: number;
  readonly phases: readonly PhaseCost[];
}

/** How fast the device was seen to be. */
interface DeviceRates {
  /** Multiply-adds a second. */
  readonly caching: number;
  readonly training: number;
  readonly measuring: number;
  /** Seconds to move one number once. */
  readonly secondsPerMoved: number;
}

/**
 * A recipe's speed worked out from that of another on the same device, by arithmetic and by the weights that a step
 * moves. An order of magnitude for choosing: small layers reach less of a device than large ones.
 * Throws `image-size-too-small`, `unknown-layer`.
 */
export function estimateSpeeds(recipe: Recipe, known: TimedRecipe): SpeedResult {
  const rates = ratesOf(known);
  const { caching, phases } = costOf(recipe);
  return {
    precision: known.speeds.precision,
    caching: caching > 0 ? rates.caching / caching : null,
    phases: phases.map(({ training, measuring, moved }) => ({
      training: 1 / (training / rates.training + moved * rates.secondsPerMoved),
      measuring: rates.measuring / measuring,
    })),
  };
}

function ratesOf({ recipe, speeds }: TimedRecipe): DeviceRates {
  const cost = costOf(recipe);
  const seen = cost.phases.map((phase, index) => ({ ...phase, speed: speeds.phases[index]! }));
  const heaviest = seen.reduce((most, phase) => (phase.training > most.training ? phase : most));
  const lightest = seen.reduce((least, phase) => (phase.training < least.training ? phase : least));
  const training = heaviest.training * heaviest.speed.training;
  const measuring = heaviest.measuring * heaviest.speed.measuring;
  const rest = 1 / lightest.speed.training - lightest.training / training;
  return {
    caching: speeds.caching === null ? measuring : speeds.caching * cost.caching,
    training,
    measuring,
    secondsPerMoved: lightest === heaviest ? 0 : Math.max(0, rest / lightest.moved),
  };
}

/** Backwards, a layer that learns costs twice what it costs forward: by its weights and by its input. */
function costOf(recipe: Recipe): RecipeCost {
  const network = describeNetwork(recipe.network, recipe.image, 2);
  const shapes = layerShapes(network);
  const phases = planPhases(network, recipe);
  const forward = (from: number, to: number): number =>
    shapes.slice(from, to).reduce((sum, shape) => sum + multiplyAdds(shape), 0);
  const end = shapes.length;
  const cached = new Set(cachedLayers(phases));
  return {
    caching: forward(0, network.layers.findLastIndex(({ name }) => cached.has(name)) + 1),
    phases: phases.map(({ config, from, measureFrom, learnFrom }) => ({
      training: forward(from, end) + 2 * forward(learnFrom, end),
      measuring: forward(measureFrom, end),
      moved: shapes.slice(learnFrom).reduce((sum, { parameters }) => sum + parameters, 0) / config.batchSize,
    })),
  };
}
