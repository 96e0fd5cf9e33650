import { formatCount } from '../../../../shared/messages/format-numbers.ts';
import type { MethodWords } from './en-methods.ts';

const count = (value: number): string => formatCount(value, 'zh-CN');

export const methodWords: MethodWords = {
  title: '其他测试方式',
  text: '模型多次查看每张测试照片，或同时询问其他记录，再对回答求平均。每种方式都在相同的照片上与普通方式比较。',
  ways: '方式',
  together: '与其他记录求平均',
  thisRun: '本次记录',
  names: {
    plain: '普通',
    flip: '镜像',
    scales: '多尺度',
    dense: '密集',
    'dense-flip': '密集并镜像',
    'ten-crop': '十次裁剪',
    'multi-crop': '五十次裁剪',
    ensemble: '多个记录',
    'ensemble-weighted': '多个记录，加权',
  },
  hints: {
    flip: '照片及其镜像',
    scales: '更小和更大的图片',
    dense: '在更大图片的每个位置',
    'dense-flip': '同上，另加镜像',
    'ten-crop': '四角和中心，另加镜像',
    'multi-crop': '5 × 5 网格，另加镜像',
  },
  average: '以上方式的平均',
  averageHint: '再给出一个回答，由所有选中的方式得出',
  sides: '边长（像素）',
  sidesHint: '用于较大图片的方式，例如 256、384、512。留空：各方式自己的边长。',
  sidesWrong: (least, most, sides) =>
    `最多 ${count(sides)} 个 ${count(least)} 到 ${count(most)} 之间的整数。`,
  start: '测试',
  cancel: '取消',
  progress: (done, total) => (total === 0 ? '正在启动' : `${count(done)} / ${count(total)} 张照片`),
  table: '各方式的结果',
  way: '方式',
  scaled: (sides) => `${sides.join('、')} 像素`,
  pictures: '每张照片的图片数',
  accuracy: '准确率',
  loss: '损失',
  speed: '照片/秒',
  against: '与普通方式相比',
  none: '–',
  verdicts: {
    better: (own, plain, p) => `更好：+${own} −${plain} 张（p = ${p}）`,
    worse: (own, plain, p) => `更差：+${own} −${plain} 张（p = ${p}）`,
    unclear: (own, plain, p) => `无明显差异：+${own} −${plain} 张（p = ${p}）`,
    same: () => '答对的照片相同',
  },
};
