import { formatCount } from '../../../../shared/messages/format-numbers.ts';
import type { MapWords } from './en.ts';

const count = (value: number): string => formatCount(value, 'zh-CN');
const photos = (value: number): string => `${count(value)} 张照片`;

export const mapWords: MapWords = {
  loading: '正在载入地图',
  none: {
    title: '用模型的眼光看照片',
    text: '模型看来相似的照片会排在一起，异常的照片和错误的标签一目了然。每张照片只需看一遍，之后地图随训练记录保存。',
    act: '制作地图',
  },
  making: '正在制作地图',
  progress: (title, done, total) => `${title}：${count(done)} / ${count(total)}`,
  cancel: '取消',
  again: '重试',
  summary: (total, classes, wrong) => `${photos(total)}的地图（${classes}）。答错：${count(wrong)}。`,
  ofClass: (className, n) => `${className}：${count(n)}`,
  comma: '、',
  leftOut: (n) => `${photos(n)}没有位置：文件已丢失、改动或损坏。`,
  canvas: '照片地图',
  help: '方向键逐张移动，Enter 打开，加减号缩放，0 显示全部。',
  part: '显示哪一份照片',
  parts: { all: '全部', train: '训练', validation: '验证', test: '测试' },
  wrongOnly: '只看答错的',
  shown: (n) => photos(n),
  as: '显示方式',
  asMap: '地图',
  asList: '列表',
  zoomIn: '放大',
  zoomOut: '缩小',
  whole: '显示全部',
  legend: '类别',
  wrong: '答错',
  nothing: { title: '这里没有照片', text: '没有照片符合筛选条件。', act: '显示全部照片' },
  point: (file, part, className) => `${file}，${part}，${className}`,
  pointAnswered: (file, part, className, answer, share) =>
    `${file}，${part}，${className}，判为 ${answer} ${share}`,
  list: {
    caption: '地图上的照片，答错的在前',
    picture: '照片',
    file: '文件',
    part: '所属',
    className: '类别',
    answer: '回答',
    notMeasured: '未测量',
  },
  photo: {
    training: (className) => `训练照片，${className}`,
    is: (className, answer) => `${className}，判为 ${answer}`,
    photo: '照片',
    why: '依据',
    whyLabel: '显示内容',
    whyFailed: '无法显示此回答的依据。',
    failed: '照片无法显示。',
    close: '关闭',
  },
};
