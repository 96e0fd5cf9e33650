import { formatCount } from '../../../../shared/messages/format-numbers.ts';
import type { foldWords as english } from './en-folds.ts';

const count = (value: number): string => formatCount(value, 'zh-CN');

export const foldWords: typeof english = {
  measured: (tested, measured, of) =>
    measured < of
      ? `交叉验证，${count(of)} 折中的 ${count(measured)} 折：${count(tested)} 张照片，每张由没见过它的模型回答。`
      : `交叉验证：${count(tested)} 张照片各测试一次，由 ${count(of)} 个模型中没见过它的那个回答。`,
  noModel: {
    title: '交叉验证只作测量，不产生可用的模型',
    text: '每个模型只从一部分照片中学习。要预测、导出或查看内部，请用这一划分训练一个模型。',
    act: '训练一个模型',
  },
  stopped: (measured, of) => `已停止，测试了 ${count(of)} 折中的 ${count(measured)} 折。`,
  goOn: '训练其余各折',
  title: '各折的正确率',
  spread: (lowest, highest) =>
    `从 ${lowest} 到 ${highest}。各折的差别来自偶然和所测试的照片，应看全部合在一起的结果。`,
  fold: '折',
  right: '在其测试照片上答对',
  epochs: '轮次',
  best: '最佳轮次',
  time: '用时',
  notMeasured: '尚未测试',
  none: '–',
  folds: '折数',
  foldsOf: (measured, of) => `${count(of)} 折中测试了 ${count(measured)} 折`,
  score: '全部测试照片答对',
  loss: '全部测试照片的损失',
  inEach: '每折的照片',
  removeText: (size) => `所有各折连同曲线和结果移到回收站（${size}）。照片不受影响。`,
};
