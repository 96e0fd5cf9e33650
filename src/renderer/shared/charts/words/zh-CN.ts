import type { ChartWords } from './en.ts';

export const chartWords: ChartWords = {
  accuracy: '正确率',
  loss: '损失',
  accuracyByEpoch: '各轮正确率',
  lossByEpoch: '各轮损失',
  epochAxis: '轮次',
  epoch: (epoch) => `第 ${epoch} 轮`,
  validation: '验证',
  training: '训练',
  best: (epoch) => `最佳：第 ${epoch} 轮`,
  lines: '曲线',
  raw: '原始',
  smooth: '平滑',
  noEpochYet: '尚无完成的轮次。',
  accuracySummary: ({ epochs, planned, first, last, best, validation }) =>
    `${validation ? '验证' : '训练'}正确率，共 ${planned} 轮，已完成 ${epochs} 轮：从 ${first} 到 ${last}` +
    (best ? `，最佳为第 ${best.epoch} 轮的 ${best.value}。` : '。'),
  lossSummary: ({ first, last, validation }) =>
    `${validation ? '验证' : '训练'}损失：从 ${first} 到 ${last}。`,
  otherRun: (name, last) => `${name}：${last}。`,
  network: (learning, frozen) =>
    [
      frozen.length > 0 ? `冻结：${frozen.join('、')}。` : '',
      learning.length > 0 ? `学习：${learning.join('、')}。` : '',
    ].join(''),
  block: (block) => {
    const number = /^block(\d+)$/.exec(block)?.[1];
    if (number !== undefined) return `第 ${number} 块`;
    if (block === 'head') return '分类头';
    return block === 'layers' ? '各层' : block;
  },
  frozen: '冻结',
  learns: () => '学习',
  phase: (learns) => {
    switch (learns.kind) {
      case 'head':
        return '冻结基座';
      case 'from-block':
        return learns.block === 5 ? '解冻第 5 块' : `自第 ${learns.block} 块起解冻`;
      case 'from-layer':
        return `自 ${learns.layer} 起解冻`;
      case 'all':
        return '解冻所有层';
      case 'scratch':
        return '整个网络';
    }
  },
};
