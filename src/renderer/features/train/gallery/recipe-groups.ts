import type { RecipeCard } from '../../../../shared/app/recipe-view.ts';
import { recipeByName } from '../../../../shared/recipes/catalogue.ts';

export type RecipeGroup = 'pretrained' | 'small' | 'classic';

export interface GroupedCards {
  readonly group: RecipeGroup;
  readonly cards: readonly RecipeCard[];
}

const groups: readonly RecipeGroup[] = ['pretrained', 'small', 'classic'];

/** The gallery's sections in their order, each with its cards in the catalogue's; empty ones are left out. */
export function groupRecipes(cards: readonly RecipeCard[]): readonly GroupedCards[] {
  return groups
    .map((group) => ({ group, cards: cards.filter(({ recipe }) => groupOf(recipe) === group) }))
    .filter((grouped) => grouped.cards.length > 0);
}

function groupOf(name: string): RecipeGroup {
  const { kind }: { readonly kind: string } = recipeByName(name).network;
  if (kind === 'base') return 'pretrained';
  return kind === 'small-convnet' || name.startsWith('digits') ? 'small' : 'classic';
}
