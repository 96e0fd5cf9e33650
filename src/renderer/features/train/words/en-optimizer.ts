import type { OptimizerNumber } from '../optimizer-numbers.ts';

/** An optimizer's own settings; their names are those of Keras. */
export const optimizerWords = {
  fields: {
    momentum: 'Momentum',
    rho: 'Rho',
    beta1: 'Beta 1',
    beta2: 'Beta 2',
    decay: 'Time decay',
    weightDecay: 'Weight decay',
    epsilon: 'Epsilon',
  } satisfies Record<OptimizerNumber, string>,
  hints: {
    momentum: 'Share of the last step that is kept.',
    rho: 'Share of the mean of squares that is kept from step to step.',
    beta1: 'Share of the mean step that is kept.',
    beta2: 'Share of the mean of squares that is kept.',
    decay: 'The rate is divided by 1 + decay × step; 0 is none.',
    weightDecay: 'Share that weights lose in each step, at rate 1.',
    epsilon: 'A small number that keeps steps finite.',
  } satisfies Record<OptimizerNumber, string>,
  kind: 'Kind of momentum',
  kindHint: 'Nesterov’s looks one step ahead.',
  kinds: { plain: 'Plain', nesterov: 'Nesterov' },
};
export type OptimizerWords = typeof optimizerWords;
