import type { OptimizerConfig } from '../../../shared/recipe.ts';

/** As their authors write them, in every language. */
export const optimizerNames: Readonly<Record<OptimizerConfig['kind'], string>> = {
  rmsprop: 'RMSprop',
  adam: 'Adam',
  adamw: 'AdamW',
  sgd: 'SGD',
};

export const optimizerKinds = Object.keys(optimizerNames) as readonly OptimizerConfig['kind'][];
