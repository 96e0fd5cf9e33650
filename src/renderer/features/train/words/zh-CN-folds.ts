import { formatCount } from '../../../../shared/messages/format-numbers.ts';
import type { foldWords as english } from './en-folds.ts';

const count = (value: number): string => formatCount(value, 'zh-CN');

export const foldWords: typeof english = {
  title: '如何测试',
  choice: '训练多少个模型',
  one: '一个模型',
  cross: '交叉验证',
  number: '折数',
  tested: (tested) => `在 ${count(tested)} 张它没见过的照片上测试。`,
  untested: (all) => `没有留出测试照片。交叉验证会测试全部 ${count(all)} 张，每张由没见过它的模型回答。`,
  few: (tested, points, all, pointsOfAll) =>
    `若 10 个回答中对 9 个，${count(tested)} 张照片只能把它确定到 ±${points} 个百分点。交叉验证测试全部 ${count(all)} 张：±${pointsOfAll} 个百分点，用时为数次训练。`,
  crossText: (folds, all, points) =>
    `依次训练 ${count(folds)} 个模型，每个用另一份照片测试。全部 ${count(all)} 张各测试一次：若 10 个回答中对 9 个，可确定到 ±${points} 个百分点。它不产生可用的模型，之后再训练一个。`,
  dataOk: (train, validation, test) =>
    `每一折：训练 ${count(train)}，验证 ${count(validation)}，测试 ${count(test)}`,
  runName: (recipe, folds) => `${recipe}，${count(folds)} 折`,
  start: (folds) => `开始 ${count(folds)} 次训练`,
  onThisComputer: (time, folds) =>
    `全部 ${count(folds)} 折在这台电脑上约需 ${time}。可以继续工作，也可以关闭窗口。`,

  foldOf: (fold, of) => `第 ${count(fold)} 折，共 ${count(of)} 折。`,
  list: '各折',
  fold: (fold) => `第 ${count(fold)} 折`,
  inHand: '进行中',
  waits: '未开始',
  stop: '停止并保留已完成的折',
  stopTitle: (finished, of) => `完成 ${count(finished)} 折（共 ${count(of)} 折）后停止？`,
  stopText: (tested) =>
    `结果将基于目前测试过的 ${count(tested)} 张照片。进行中的一折先放下，以后可从那里继续。`,
  stoppingText: '先完成手头这一批，然后一起测量已完成的各折。',
  pausedText: (epoch) =>
    epoch === 0
      ? '已完成的各折均已保存，继续时从这一折开始。'
      : `已完成的各折和这一折的第 ${count(epoch)} 轮均已保存，可从那里继续。`,
  discardText: (finished) =>
    finished === 0
      ? '第一折尚未完成。照片不受影响。'
      : `训练结束，已完成的 ${count(finished)} 折和进行中的一折移到回收站。照片不受影响。`,
  finishedToast: '交叉验证完成',
};
