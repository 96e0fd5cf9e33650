import { openedWords as words } from '../../../../shared/messages/zh-CN/opened-words.ts';
import type { ResultsWords } from './en.ts';

export const openedWords: ResultsWords['opened'] = {
  lead: '从文件打开。Thaw 没有测量过它：它在别处训练，所用照片在这里无从得知。',
  toTrain: '以它为起点训练',
  set: '下一次训练将以此模型为起点。',
  undo: '撤销',
  toExport: '导出',
  toPredict: '用它判断照片',
  model: '模型',
  origin: '来源',
  classes: '类别',
  layers: '层数',
  pixels: '输入',
  file: '文件',
  madeBy: '写入程序',
  size: '文件大小',
  at: '打开时间',
  words,
};
