import { layerKinds } from './layer-kinds.ts';
import type { ExplainWords } from '../en/explain-words.ts';
import { formatCount } from '../format-numbers.ts';

const count = (value: number): string => formatCount(value, 'zh-CN');

export const explainWords: ExplainWords = {
  heat: '在照片上画出哪些位置支持某个类别（Grad-CAM）',
  activations: '画出某一层对一张照片给出的每个通道',
  filters: '画出某一层的滤波器最强烈响应的图案（梯度上升）',
  layers: '列出网络的各层',
  similar: '找出模型眼中与照片最相似的训练照片',
  map: '画出一次训练全部照片的地图：模型看来相似的照片相邻（UMAP）',
  photo: '一张照片',
  options: {
    class: '要解释的类别（默认：每张照片最可能的类别）',
    heatOut: '存放图片的文件夹；其中的文件绝不覆盖',
    layer: '层的名称；"thaw explain layers RUN" 列出全部',
    filterLayer: '卷积层或池化层的名称；"thaw explain layers RUN" 列出全部',
    count: '画多少个滤波器，从第一个起',
    steps: '每个滤波器上升的步数',
    stepSize: '每步的幅度，以 255 级为单位',
    size: '图案边长，单位像素',
    similarCount: '每张照片列出多少张训练照片',
    mapOut: '文件：.csv 或 .json 存位置，.svg 或 .png 存图；绝不覆盖',
  },
  heatIn: (photos, out, time) => `${count(photos)} 张图片，用时 ${time}：${out}`,
  channels: (layer, channels, places, blank) =>
    `${layer}：${count(channels)} 个通道，各 ${places}${
      blank === 0 ? '' : `，其中 ${count(blank)} 个空白：照片里没有它们要找的图案`
    }。`,
  patterns: (layer, drawn, filters, time) =>
    `${layer}：${count(filters)} 个滤波器中的 ${count(drawn)} 个，用时 ${time}。`,
  silent: (filters) => `${count(filters)} 个滤波器对噪声毫无响应，其图案仍是噪声。`,
  sheetAt: (file) => `图片保存在 ${file}`,
  similarIn: (photos, training, time) =>
    `${count(photos)} 张照片与 ${count(training)} 张训练照片比较，用时 ${time}。`,
  mapAt: (photos, wrong, file) => `${count(photos)} 张照片，其中 ${count(wrong)} 张答错：${file}`,
  leftOut: (photos) => `${count(photos)} 张照片没有位置：文件已丢失、改动或损坏。`,
  mapDrawing: { title: (run) => `${run} 的照片在其模型眼中的分布`, wrong: '答错' },
  layerTable: {
    input: (shape) => `输入：${shape}`,
    layer: '层',
    kind: '类型',
    output: '输出',
    parameters: '参数',
    kinds: layerKinds,
  },
};
