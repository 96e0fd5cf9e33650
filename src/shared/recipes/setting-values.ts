import {
  hiddenUnits,
  type InitialiserConfig,
  type LossConfig,
  type PhaseConfig,
  type Recipe,
  type ScheduleConfig,
} from '../recipe.ts';

type Value = number | string | boolean | null;
type Values = readonly (readonly [key: string, value: Value])[];

/** What replaces a whole of a recipe, by the keys of `applySettings`. */
export function wholeValues({ augmentation, initialiser, loss, network, phases }: Recipe): Values {
  return [
    ['phases', phases.length],
    ...(network.kind === 'base' ? [['base', network.base] as const] : []),
    ['augmentation', augmentation ? 'standard' : 'none'],
    ['initialiser', initialiser.kind],
    ['loss', loss.kind],
    ...phases.flatMap(({ optimizer, schedule }, index) => [
      [`phase${index + 1}.optimizer`, optimizer.kind] as const,
      [`phase${index + 1}.schedule`, schedule.kind] as const,
    ]),
  ];
}

/** The single values of a recipe, by the keys of `applySettings`. */
export function settingValues(recipe: Recipe): Values {
  const { image, network, augmentation, initialiser, loss } = recipe;
  return [
    ['imageSize', image.size],
    ['fit', image.fit],
    ...(network.kind === 'base' ? [['cutAt', network.cutAt ?? null] as const] : []),
    ['stored', image.stored ?? null],
    ['centring', recipe.centring],
    ['units', hiddenUnits(network).join(',') || null],
    ['dropout', network.dropout],
    ['initialBias', recipe.initialBias],
    ['copies', recipe.copies],
    ['augmentationSeed', recipe.augmentationSeed],
    ['earlyStoppingPatience', recipe.earlyStoppingPatience],
    ['displayEvery', recipe.displayEvery],
    ['snapshotEvery', recipe.snapshotEvery],
    ['histogramsEvery', recipe.histogramsEvery],
    ['workers', recipe.workers],
    ['classWeights', recipe.classWeights],
    ['precision', recipe.precision],
    ['backend', recipe.backend],
    ...Object.entries(augmentation ?? {}).map(
      ([key, value]) => [`augmentation.${key}`, plain(value)] as const,
    ),
    ...partsOf('initialiser', initialiser),
    ...partsOf('loss', loss),
    ...recipe.phases.flatMap((phase, index) =>
      phaseValues(phase).map(([key, value]) => [`phase${index + 1}.${key}`, value] as const),
    ),
  ];
}

/** A range as `applySettings` reads it. */
function plain(value: Value | readonly [number, number]): Value {
  return typeof value === 'object' && value !== null ? `${value[0]}-${value[1]}` : value;
}

function phaseValues(phase: PhaseConfig): Values {
  const { optimizer, schedule, ...values } = phase;
  return [
    // A phase keeps its name whatever is set.
    ...Object.entries(values).filter(([key]) => key !== 'name'),
    ...Object.entries(optimizer).filter(([key]) => key !== 'kind'),
    ...partsOf('schedule', schedule),
  ];
}

/** The kind goes with the wholes. */
function partsOf(whole: string, parts: ScheduleConfig | InitialiserConfig | LossConfig): Values {
  return Object.entries(parts as Readonly<Record<string, Value>>).flatMap(([key, value]) =>
    key === 'kind' ? [] : [[`${whole}.${key}`, value] as const],
  );
}
