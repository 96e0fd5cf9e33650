import { layerKinds } from '../../../../shared/messages/zh-CN/layer-kinds.ts';
import { formatCount } from '../../../../shared/messages/format-numbers.ts';
import type { InsideWords } from './en-inside.ts';

const count = (value: number): string => formatCount(value, 'zh-CN');

export const insideWords: InsideWords = {
  network: '这个模型的各层',
  networkText: '照片从左到右依次通过。靠前的层响应边缘和颜色，靠后的层响应物体的局部。请选择一层。',
  blocks: { layers: '各层', head: '分类头' },
  block: (number) => `第 ${number} 块`,
  kinds: layerKinds,
  channels: (kind, channels, places) => `${kind}，${count(channels)} 个通道，各 ${places}`,
  units: (kind, units) => `${kind}，${count(units)} 个单元`,

  photo: '它怎样看一张照片',
  photoText: '每一格是一个通道：越亮响应越强，全暗表示什么也没找到。',
  unitsText: '每一小格是一个单元：越亮，响应越强。',
  said: (className, answer) =>
    className === answer ? `${className}，答对` : `实为 ${className}，判为 ${answer}`,
  sheet: (layer, file) => `${layer} 怎样看 ${file}，逐个通道`,
  sheetLoading: (layer) => `正在计算 ${layer}`,
  previous: '上一张照片',
  next: '下一张照片',
  position: (at, n) => `第 ${count(at)} 张，共 ${count(n)} 张`,
  photoFailed: '无法显示这张照片。',

  patterns: '它的滤波器在找什么',
  patternsText: '每张图起初是灰色噪声，逐步改变，直到某个滤波器对它的响应尽可能强。',
  noFilters: '这一层给出的是一列数，没有可画的滤波器。请选择某一块中的层。',
  draw: (patterns) => `绘制 ${count(patterns)} 个图案`,
  drawMore: (patterns) => `再绘制 ${count(patterns)} 个`,
  drawing: (done, of) => `已完成 ${count(done)} 个，共 ${count(of)} 个`,
  cancel: '取消',
  pattern: (filter) => `滤波器 ${count(filter)}`,
  silent: '对噪声无响应',
  shown: (patterns, of) => `${count(of)} 个滤波器中的 ${count(patterns)} 个`,
  takesAWhile: '用处理器计算，每个需数秒；层越深越久。',
};
