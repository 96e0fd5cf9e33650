import { formatCount } from '../../../../shared/messages/format-numbers.ts';
import type { NoneWords } from './en-none.ts';

const count = (value: number): string => formatCount(value, 'zh-CN');

export const noneWords: NoneWords = {
  question: '哪些照片应回答“都不是”？',
  text: '把握低于此值的回答、与训练照片不够相似的照片，都记为“都不是”。越往左，给出的回答越少，无关的照片也越早被拒绝。',
  loading: '正在载入回答',
  tooFew: (n, needed) =>
    `只有 ${count(n)} 张验证照片，至少需要 ${count(needed)} 张才能据此确定，所以每张照片都会得到一个类别。`,
  plot: '按给出回答的验证照片比例，其中答对的比例',
  covered: '给出回答的验证照片，%',
  accuracy: '其中答对，%',
  handle: '要给出回答的验证照片比例',
  share: (percent) => (percent >= 100 ? '每张照片都给出回答' : `至少 ${percent}\u00a0% 的验证照片给出回答`),
  table: '对各部分照片的影响',
  part: '部分',
  parts: { validation: '验证', test: '测试' },
  answered: '给出回答',
  right: '答对，%',
  of: (n, total) => `${count(total)} 张中 ${count(n)} 张`,
  everything: '没有回答记为“都不是”。',
  rule: (confidence, familiarity) => {
    const sure = `把握不低于 ${(100 * confidence).toFixed(1)}\u00a0%`;
    return familiarity === null
      ? `${sure}。`
      : `${sure}，并且在网络看来，与最近的训练照片的相似度不低于 ${familiarity.toFixed(2)}（1 为相同）。`;
  },
  older: '只按把握判断：这次训练由旧版 Thaw 完成，没有保留可比较的训练照片。',
  asChosen: '恢复 Thaw 的选择',
  isChosen: '现在就是 Thaw 的选择。',
};
