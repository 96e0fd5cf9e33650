import { formatCount } from '../../../shared/messages/format-numbers.ts';
import type { SharedWords } from './en.ts';

export const zhCN: SharedWords = {
  close: '关闭',
  details: '详情',
  cancel: '取消',
  notANumber: (low, high) => `输入 ${low} 到 ${high} 之间的数。`,
  from: '下限',
  to: '上限',
  right: (accuracy) => `测试照片正确率 ${accuracy}`,
  goBack: {
    snapshots: '快照',
    from: '从这里继续',
    hint: '可以让训练回到当时保留的位置，再从那里继续学习。',
    step: (step) => `第 ${formatCount(step, 'zh-CN')} 步`,
    where: (phase, epoch) => (epoch === null ? phase : `${phase}，第 ${epoch + 1} 轮中`),
    open: '退回…',
    title: (step) => `退回到第 ${formatCount(step, 'zh-CN')} 步？`,
    text: '之后的轮次会重新学习，其后的快照会被去掉。在有新结果之前，现有结果会保留。',
    safe: '保持不变',
    act: '退回并训练',
  },
};
