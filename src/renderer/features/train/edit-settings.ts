import type { ProjectSettings } from '../../../shared/app/project-settings.ts';
import { applySettings } from '../../../shared/apply-settings.ts';
import {
  hiddenUnits,
  type NetworkConfig,
  type OptimizerConfig,
  type PhaseConfig,
  type Recipe,
} from '../../../shared/recipe.ts';

/** Of a hidden layer where there was none: the tutorial's. */
const usualUnits = 256;

/** Changes of the next run's settings; each returns new settings and leaves the given ones as they are. */

export function changeRecipe(settings: ProjectSettings, change: Partial<Recipe>): ProjectSettings {
  return { ...settings, recipe: { ...settings.recipe, ...change } };
}

/** Changes the phase at `index`; the others stay. */
export function changePhase(
  settings: ProjectSettings,
  index: number,
  change: Partial<PhaseConfig>,
): ProjectSettings {
  const phases = settings.recipe.phases.map((phase, at) => (at === index ? { ...phase, ...change } : phase));
  return changeRecipe(settings, { phases });
}

export function changeNetwork(
  settings: ProjectSettings,
  change: Partial<Pick<NetworkConfig, 'units' | 'dropout'>>,
): ProjectSettings {
  return changeRecipe(settings, { network: { ...settings.recipe.network, ...change } });
}

/** Sides that photos are fitted to for the network's picture to be cut from: VGG's and AlexNet's, and what is set. */
export function storedSizes({ size, stored }: Recipe['image']): readonly number[] {
  const usual = [Math.round((size * 256) / 224), 256, 320, 384, 448, 512];
  const offered = stored === undefined ? usual : [...usual, stored];
  return [...new Set(offered)].filter((side) => side > size || side === stored).sort((a, b) => a - b);
}

/** Cuts the network's picture from one of this side. null: photos are fitted to its own side. */
export function changeStored(settings: ProjectSettings, stored: number | null): ProjectSettings {
  return { ...settings, recipe: applySettings(settings.recipe, [`stored=${stored ?? 'none'}`]) };
}

/** The phase at `index` learns from another layer on; `head`: the head alone, `all`: every layer. */
export function changeLearnFrom(settings: ProjectSettings, index: number, layer: string): ProjectSettings {
  const given = `phase${index + 1}.learnFrom=${layer}`;
  return { ...settings, recipe: applySettings(settings.recipe, [given]) };
}

/** So many phases; new ones are like the last. */
export function changePhaseCount(settings: ProjectSettings, count: number): ProjectSettings {
  return { ...settings, recipe: applySettings(settings.recipe, [`phases=${count}`]) };
}

/** So many hidden dense layers; new ones are as wide as the last. */
export function changeHiddenLayers(settings: ProjectSettings, count: number): ProjectSettings {
  const before = hiddenUnits(settings.recipe.network);
  const units = Array.from({ length: count }, (_, index) => before[index] ?? before.at(-1) ?? usualUnits);
  return changeNetwork(settings, { units: count === 1 ? units[0]! : units });
}

/** Changes the units of one hidden dense layer; the others stay. 0 takes the only one away. */
export function changeUnits(settings: ProjectSettings, layer: number, units: number): ProjectSettings {
  const before = hiddenUnits(settings.recipe.network);
  if (before.length <= 1) return changeNetwork(settings, { units: units === 0 ? [] : units });
  return changeNetwork(settings, { units: before.map((count, index) => (index === layer ? units : count)) });
}

/** The optimizer at another rate. */
export function withRate(optimizer: OptimizerConfig, learningRate: number): OptimizerConfig {
  return { ...optimizer, learningRate };
}

/** A rate as a person types it: `2e-5`, `0.002`, `0,002`. Null where it is no number. */
export function parseRate(text: string): number | null {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() !== '' && Number.isFinite(value) ? value : null;
}
