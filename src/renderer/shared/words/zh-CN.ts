import type { SharedWords } from './en.ts';

export const zhCN: SharedWords = {
  close: '关闭',
  details: '详情',
  cancel: '取消',
  notANumber: (low, high) => `输入 ${low} 到 ${high} 之间的数。`,
  from: '下限',
  to: '上限',
  right: (accuracy) => `测试照片正确率 ${accuracy}`,
};
