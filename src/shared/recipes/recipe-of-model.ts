import { baseNames, bases } from '../bases.ts';
import type { Recipe } from '../recipe.ts';
import type { ModelFile } from '../run-files.ts';
import { phase, standardAugmentation, tutorialDefaults } from './parts.ts';

/** What runs are called that go on with a model from a file. */
export const importedRecipeName = 'imported';

/**
 * How training goes on with a model that was opened from a file: its own network, first the head, then from where its
 * base is usually thawed; where it is none of the known bases, all of it, at the rate of fine-tuning.
 */
export function recipeOfModel({ network, image, centring }: ModelFile): Recipe {
  const thawFrom = network.kind === 'imported' ? thawPoint(network.layers.map(({ name }) => name)) : null;
  const whole = phase('whole-network', 'all', 1e-5, 30);
  return {
    ...tutorialDefaults,
    name: importedRecipeName,
    network,
    image,
    centring: centring?.kind === 'mean-image' ? 'mean-image' : 'network',
    augmentation: standardAugmentation,
    phases:
      thawFrom === null
        ? [whole]
        : [phase('head', 'head', 2e-5, 30), phase('fine-tune', thawFrom, 1e-5, 100)],
  };
}

/** The layer that fine-tuning begins with in the base that has all of these blocks; null: none has. */
function thawPoint(layers: readonly string[]): string | null {
  const known = new Set(layers);
  const base = baseNames.find((name) => bases[name].blocks.every(({ from }) => known.has(from)));
  return base === undefined ? null : bases[base].thawFrom;
}
