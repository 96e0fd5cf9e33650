import { formatCount } from '../../../../shared/messages/format-numbers.ts';
import type { SimilarWords } from './en.ts';

const count = (value: number): string => formatCount(value, 'zh-CN');

export const zhCN: SimilarWords = {
  title: '最相似的训练照片',
  hint: '依据此模型所见；1.00 表示毫无差别',
  list: '模型看来最相似的训练照片，从最相似的开始',
  photo: (className, similarity) => `${className}，相似度 ${similarity}`,
  asking: '正在查找相似的训练照片',
  unseen: (photos) => `模型需要先看一遍 ${count(photos)} 张训练照片。每个模型只需一次。`,
  look: '查找相似照片',
  computing: (title, done, total) => `${title}：${count(done)} / ${count(total)}`,
  cancel: '取消',
  none: '训练照片都已无法读取。',
};
