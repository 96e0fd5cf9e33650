import { formatCount } from '../../../../shared/messages/format-numbers.ts';
import type { CalibrationWords } from './en-calibration.ts';

const count = (value: number): string => formatCount(value, 'zh-CN');

export const calibrationWords: CalibrationWords = {
  question: '它说 90\u00a0% 时，是否真有 90\u00a0% 答对？',
  calibrated: {
    yes: (off, before) => `是：校准后平均相差 ${off}（校准前 ${before}）。`,
    nearly: (off, before) => `接近：校准后平均相差 ${off}（校准前 ${before}）。`,
    no: (off, before) => `否：校准后平均相差 ${off}（校准前 ${before}）。`,
  },
  plain: {
    yes: (off) => `是：平均相差 ${off}。`,
    nearly: (off) => `接近：平均相差 ${off}。`,
    no: (off) => `否：平均相差 ${off}。`,
  },
  tooFew: (n, off) => `${count(n)} 张照片太少，无法判断：平均相差 ${off}，可能只是偶然。`,
  plot: '按把握大小分组的答对比例。落在斜线上表示两者一致。',
  table: '按把握大小分组的回答',
  certainty: '把握，%',
  mean: '平均',
  right: '答对，%',
  range: (low, high) => `${low} 到 ${high}\u00a0%`,
  how: (temperature) =>
    `模型的得分除以 ${temperature}，此值由验证照片拟合。它不改变任何回答，只改变把握的大小，导出的模型同样如此。竖线：95 % 置信；圆圈：校准前。`,
  notChanged: '没有验证照片，因此未作校准。竖线：95 % 置信。',
  older: '此记录由旧版 Thaw 生成，当时没有测量这一项。',
  ranking: (className) => `“${className}”与其他照片分得有多清？`,
  rankingText: '只看概率，不取任何阈值。1 为完美；ROC 面积 0.5 等于随机。',
  rocArea: 'ROC 面积',
  averagePrecision: '平均精确率',
  rocPlot: (className) => `“${className}”的 ROC 曲线`,
  precisionPlot: (className) => `“${className}”的精确率与召回率`,
  falsePositives: '误认的其他照片，%',
  recall: '找到的，%',
  precision: '其中正确的，%',
  likeliest: '正确类别是否在前几个答案之内？',
  amongLikeliest: (k) => `前 ${count(k)} 个答案之内`,
};
