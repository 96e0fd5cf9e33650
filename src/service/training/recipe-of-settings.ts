import { applySettings } from '../../shared/apply-settings.ts';
import type { ProjectSettings } from '../../shared/app/project-settings.ts';
import type { PhaseConfig, Recipe } from '../../shared/recipe.ts';
import { recipeByName, recipeNames } from '../../shared/recipes/catalogue.ts';

/** The recipe that the next run of a project trains. */
export function recipeOfSettings({ recipe, augments, augmentation }: ProjectSettings): Recipe {
  return { ...recipe, augmentation: augments ? augmentation : null };
}

type Value = number | string | boolean | null;

/**
 * What differs from the named recipe, as `KEY=VALUE` texts that `applySettings` takes; none for a recipe of a name
 * that is not in the catalogue.
 */
export function changesAgainstNamed(recipe: Recipe): readonly string[] {
  if (!recipeNames.includes(recipe.name)) return [];
  let named = recipeByName(recipe.name);
  const changes: string[] = [];
  // What replaces a whole goes first, as `applySettings` has it: the rest is compared with what it made.
  for (const valuesOf of [wholes, settings]) {
    const before = new Map(valuesOf(named));
    const found = valuesOf(recipe).flatMap(([key, value]) =>
      before.get(key) === value ? [] : [`${key}=${value ?? 'none'}`],
    );
    named = applySettings(named, found);
    changes.push(...found);
  }
  return changes;
}

function wholes({ augmentation, phases }: Recipe): readonly (readonly [string, Value])[] {
  return [
    ['augmentation', augmentation ? 'standard' : 'none'],
    ...phases.map(({ optimizer }, index) => [`phase${index + 1}.optimizer`, optimizer.kind] as const),
  ];
}

function settings(recipe: Recipe): readonly (readonly [string, Value])[] {
  const { image, network, augmentation } = recipe;
  return [
    ['imageSize', image.size],
    ['fit', image.fit],
    ['units', network.units],
    ['dropout', network.dropout],
    ['copies', recipe.copies],
    ['augmentationSeed', recipe.augmentationSeed],
    ['earlyStoppingPatience', recipe.earlyStoppingPatience],
    ['classWeights', recipe.classWeights],
    ['precision', recipe.precision],
    ['backend', recipe.backend],
    ...Object.entries(augmentation ?? {}).map(([key, value]) => [`augmentation.${key}`, value] as const),
    ...recipe.phases.flatMap((phase, index) =>
      phaseSettings(phase).map(([key, value]) => [`phase${index + 1}.${key}`, value] as const),
    ),
  ];
}

function phaseSettings(phase: PhaseConfig): readonly (readonly [string, Value])[] {
  const { learnFrom, epochs, batchSize, stepsPerEpoch, l2 } = phase;
  const { optimizer } = phase;
  const values = Object.entries({ learnFrom, epochs, batchSize, stepsPerEpoch, l2, ...optimizer });
  // The kind goes with the wholes.
  return values.filter(([key]) => key !== 'kind');
}
