import type { OptimizerConfig } from '../../../shared/recipe.ts';

type KeysOf<Config> = Config extends OptimizerConfig ? keyof Config : never;

/** What can be set of an optimizer beside its rate. */
export type OptimizerNumber = Exclude<KeysOf<OptimizerConfig>, 'kind' | 'learningRate' | 'nesterov'>;

export interface OptimizerField {
  readonly key: OptimizerNumber;
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

const share = { min: 0, max: 1, step: 0.1 };

/** In the order in which they are shown; ranges as the schema has them. */
const fields: readonly OptimizerField[] = [
  { key: 'momentum', ...share },
  { key: 'rho', ...share },
  { key: 'beta1', ...share },
  { key: 'beta2', ...share, step: 0.001 },
  { key: 'decay', min: 0, max: 1, step: 1e-6 },
  { key: 'weightDecay', ...share, step: 0.001 },
  { key: 'epsilon', min: 1e-12, max: 1, step: 1e-7 },
];

/** The numbers that this optimizer has. */
export function optimizerNumbers(optimizer: OptimizerConfig): readonly OptimizerField[] {
  return fields.filter(({ key }) => key in optimizer);
}
