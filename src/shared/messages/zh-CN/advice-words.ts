import type { AdviceAction } from '../../advice/advice.ts';
import type { Score } from '../../app/score.ts';
import type { AdviceWords } from '../en/advice-words.ts';
import { formatAccuracy, formatCount, formatLoss, formatShare } from '../format-numbers.ts';

const count = (value: number): string => formatCount(value, 'zh-CN');
const accuracy = (score: Score): string => formatAccuracy(score.correct, score.count, 'zh-CN');
const mean = (share: number, of: number): string =>
  formatAccuracy(Math.min(of, Math.round(share * of)), of, 'zh-CN');
const named = 3;

export const adviceWords: AdviceWords = {
  title: '建议',
  none: '没有发现问题：没有泄漏，没有落后的类别，也没有学得太少或死记硬背的迹象。',
  seen: {
    'leaked-photos': ({ test, validation }) =>
      test.leaked > 0
        ? `${count(test.photos)} 张测试照片中有 ${count(test.leaked)} 张的画面也在模型学习或挑选所用的部分里。`
        : `${count(validation.photos)} 张验证照片中有 ${count(validation.leaked)} 张的画面也在训练照片里。`,
    'no-test-photos': () => '没有测量任何测试照片，无从得知它对新照片有多准。',
    'no-better-than-one-answer': ({ score, className, always, onlyAnswer }) =>
      `${onlyAnswer === null ? '' : `每张照片都判为“${onlyAnswer}”。`}正确率 ${accuracy(score)}，看不出比总是回答“${className}”（${formatShare(always.correct / always.count, always.count)}）更好。`,
    'few-photos': ({ classes, enough }) =>
      classes.length === 1
        ? `“${classes[0]!.className}”只有 ${count(classes[0]!.photos)} 张照片。`
        : `${count(classes.length)} 个类别不足 ${count(enough)} 张照片：${classes
            .slice(0, named)
            .map(({ className, photos }) => `“${className}”${count(photos)} 张`)
            .join('，')}${classes.length > named ? `，另有 ${count(classes.length - named)} 个` : ''}。`,
    'still-learning': ({ from, to, epochs, photos }) =>
      `结束时仍在进步：最后 ${count(epochs)} 轮，训练照片的正确率从 ${formatShare(from, photos)} 升到 ${mean(to, photos)}。`,
    'learns-too-little': ({ accuracy: share, epochs, photos }) =>
      `连训练照片也没有学会：最后 ${count(epochs)} 轮的正确率为 ${mean(share, photos)}。`,
    overfitting: ({
      training,
      trainingPhotos,
      validation,
      validationPhotos,
      bestEpoch,
      bestLoss,
      lastLoss,
    }) =>
      `它在死记硬背：训练照片答对 ${mean(training, trainingPhotos)}，验证照片答对 ${mean(validation, validationPhotos)}，而验证损失从 ${formatLoss(bestLoss)}（第 ${count(bestEpoch)} 轮）升到 ${formatLoss(lastLoss)}。`,
    'confused-pair': ({ className, answer, mistakes, reverse, photos, allMistakes }) =>
      `“${className}”与“${answer}”互相混淆：${count(mistakes)} 张“${className}”判为“${answer}”，反之 ${count(reverse)} 张；两类共 ${count(photos)} 张照片的 ${count(allMistakes)} 个错误中占 ${count(mistakes + reverse)} 个。`,
    'odd-class': ({ className, own, others }) =>
      `“${className}”远比其他类别难认：${accuracy(own)}，其他为 ${accuracy(others)}。`,
    'sure-mistake': ({ path, className, answer, probability }) =>
      `${fileName(path)} 归在“${className}”，模型却有 ${formatShare(probability, 100_000)} 的把握认为是“${answer}”。`,
    unbalanced: ({ smallest, largest, fewest, most, own, others }) =>
      `“${smallest}”有 ${count(fewest)} 张训练照片，“${largest}”有 ${count(most)} 张，且“${smallest}”更难认：${accuracy(own)}，其他为 ${accuracy(others)}。`,
    'misjudged-certainty': ({ says, score }) =>
      `平均把握为 ${formatShare(says, score.count)}，实际答对 ${accuracy(score)}。`,
    'wide-interval': ({ score }) =>
      `${count(score.count)} 张测试照片只能粗略得知正确率：${accuracy(score)}。`,
  },
  helps: {
    'leaked-photos': () => '分数虚高。重新划分，让同一画面的副本留在同一部分，再训练一次。',
    'no-test-photos': ({ photos }) => `留出测试部分，或做交叉验证：${count(photos)} 张照片每张都会测试一次。`,
    'no-better-than-one-answer': ({ action }) =>
      action.kind === 'cross-validate'
        ? '测试照片再多些，或做交叉验证，也许能看出差别。'
        : '看看标签是否正确，照片上能否看出区别。',
    'few-photos': ({ classes, enough }) =>
      `每类约 ${count(enough)} 张才能得到有用的模型和可信的测试：“${classes[0]!.className}”还差 ${count(enough - classes[0]!.photos)} 张。`,
    'still-learning': () => '增加轮数可能得到更好的模型。',
    'learns-too-little': ({ action }) => learnsMore(action),
    overfitting: ({ action }) =>
      action.kind === 'train-with' && action.changes.some((change) => change.startsWith('augmentation='))
        ? '已保留最佳的一轮。更强的增强让它难以死记。'
        : '已保留最佳的一轮。更早停止可省去之后的时间；增加照片更有帮助。',
    'confused-pair': () => '看看这些照片能否看出区别，标签是否正确。',
    'odd-class': () => '看看它的错误有何共同点：环境不同、照片不清，还是标签有误。',
    'sure-mistake': () => '把握这么大的错误很少出于偶然：标签可能有误。',
    unbalanced: ({ action, smallest }) =>
      action.kind === 'train-with' ? '类别权重让每个类别同样重要。' : `增加“${smallest}”的照片最有帮助。`,
    'misjudged-certainty': ({ calibrated }) =>
      calibrated ? '概率由验证照片校准；验证照片越多，概率越可信。' : '概率未能校准：校准需要验证照片。',
    'wide-interval': ({ needed, photos, score }) =>
      `要把误差缩小到正负 2 个百分点，约需 ${count(needed)} 张测试照片。${photos > score.count ? `交叉验证可测试全部 ${count(photos)} 张照片。` : ''}`,
  },
  acts: {
    'split-anew': () => '查看这些照片',
    'add-photos': ({ className }) => `查看“${className}”`,
    'look-at-mistakes': () => '查看这些错误',
    'look-at-photo': () => '查看这张照片',
    'check-labels': () => '查看照片',
    'train-with': () => '用于下次训练',
    'cross-validate': () => '准备交叉验证',
    'more-validation-photos': () => '更改划分',
  },
};

function learnsMore(action: AdviceAction): string {
  if (action.kind !== 'train-with') return '看看标签是否正确。';
  return action.recipe === null ? '更大的图片包含更多细节。' : '让基座网络的上层也参与学习。';
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
