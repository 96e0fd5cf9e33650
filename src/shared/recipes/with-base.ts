import { bases, type BaseName } from '../bases.ts';
import type { Recipe } from '../recipe.ts';
import { cutNetwork } from './with-cut.ts';

/**
 * The recipe on another base: the whole of it, at the size that it is usually given, fine-tuned from its own thaw
 * point. null for a recipe without a base.
 */
export function withBase(recipe: Recipe, base: BaseName): Recipe | null {
  if (recipe.network.kind !== 'base') return null;
  const { imageSize, thawFrom } = bases[base];
  return {
    ...recipe,
    network: { ...cutNetwork(recipe.network, null), base },
    image: { ...recipe.image, size: imageSize },
    phases: recipe.phases.map((phase) =>
      phase.learnFrom === 'head' || phase.learnFrom === 'all' ? phase : { ...phase, learnFrom: thawFrom },
    ),
  };
}
