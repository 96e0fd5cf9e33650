import { assertNever } from '../../assert-never.ts';
import type { OpenedWords } from '../en/opened-words.ts';
import { divisor } from '../../preprocessing.ts';

export const openedWords: OpenedWords = {
  from: (path, madeBy, size) => `已打开 ${path}（${madeBy}，${size}）`,
  network: (layers, parameters, size) => `${layers} 层，${parameters} 个参数；取 ${size} px 的图片`,
  classes: (classes) => `类别：${classes.join('、')}`,
  preprocessing: ({ channelOrder, mean, scale }) => {
    const order = { rgb: '红、绿、蓝', bgr: '蓝、绿、红', grey: '灰度' }[channelOrder];
    const centred = mean.some((value) => value !== 0) ? `减去 ${mean.join('、')}` : '';
    return `像素：${order}；0 到 255 级${centred}${scale === 1 ? '' : `，除以 ${divisor(scale)}`}`;
  },
  note: (note) => {
    switch (note.note) {
      case 'resizing-replaced':
        return `其中的层 "${note.layer}" 已被替换：照片由 Thaw 平滑缩放。`;
      case 'inactive-left-out':
        return `已略去对回答不起作用的层：${note.layers.join('、')}。`;
      case 'logits':
        return `"${note.layer}" 给出 logits（损失函数如此注明），已转换为概率。`;
      case 'logits-assumed':
        return `"${note.layer}" 没有激活函数，也没有损失函数说明其含义：按 logits 处理。`;
      case 'classes-sorted':
        return `类别已按名称排序；文件中的顺序为 ${note.classes.join('、')}。`;
      default:
        return assertNever(note);
    }
  },
  at: (run) => `可用于预测、评估、解释和导出，或作为训练起点的记录：${run}`,
};
