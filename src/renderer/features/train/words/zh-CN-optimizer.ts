import type { OptimizerWords } from './en-optimizer.ts';

export const optimizerWords: OptimizerWords = {
  fields: {
    momentum: '动量',
    rho: 'Rho',
    beta1: 'Beta 1',
    beta2: 'Beta 2',
    decay: '时间衰减',
    weightDecay: '权重衰减',
    epsilon: 'Epsilon',
  },
  hints: {
    momentum: '保留上一步的比例。',
    rho: '平方均值每步保留的比例。',
    beta1: '步长均值保留的比例。',
    beta2: '平方均值保留的比例。',
    decay: '学习率除以 1 + 衰减 × 步数；0 为没有。',
    weightDecay: '学习率为 1 时，每步减去的权重比例。',
    epsilon: '使步长保持有限的小数。',
  },
  kind: '动量种类',
  kindHint: 'Nesterov 动量向前多看一步。',
  kinds: { plain: '普通', nesterov: 'Nesterov' },
};
