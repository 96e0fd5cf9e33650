import { hiddenUnits, type PhaseConfig, type Recipe } from '../recipe.ts';

type Value = number | string | boolean | null;
type Values = readonly (readonly [key: string, value: Value])[];

/** What replaces a whole of a recipe, by the keys of `applySettings`. */
export function wholeValues({ augmentation, phases }: Recipe): Values {
  return [
    ['phases', phases.length],
    ['augmentation', augmentation ? 'standard' : 'none'],
    ...phases.map(({ optimizer }, index) => [`phase${index + 1}.optimizer`, optimizer.kind] as const),
  ];
}

/** The single values of a recipe, by the keys of `applySettings`. */
export function settingValues(recipe: Recipe): Values {
  const { image, network, augmentation } = recipe;
  return [
    ['imageSize', image.size],
    ['fit', image.fit],
    ...(network.kind === 'base' ? [['cutAt', network.cutAt ?? null] as const] : []),
    ['units', hiddenUnits(network).join(',')],
    ['dropout', network.dropout],
    ['copies', recipe.copies],
    ['augmentationSeed', recipe.augmentationSeed],
    ['earlyStoppingPatience', recipe.earlyStoppingPatience],
    ['classWeights', recipe.classWeights],
    ['precision', recipe.precision],
    ['backend', recipe.backend],
    ...Object.entries(augmentation ?? {}).map(([key, value]) => [`augmentation.${key}`, value] as const),
    ...recipe.phases.flatMap((phase, index) =>
      phaseValues(phase).map(([key, value]) => [`phase${index + 1}.${key}`, value] as const),
    ),
  ];
}

function phaseValues(phase: PhaseConfig): Values {
  const { learnFrom, epochs, batchSize, stepsPerEpoch, l2 } = phase;
  const { optimizer } = phase;
  const values = Object.entries({ learnFrom, epochs, batchSize, stepsPerEpoch, l2, ...optimizer });
  // The kind goes with the wholes.
  return values.filter(([key]) => key !== 'kind');
}
