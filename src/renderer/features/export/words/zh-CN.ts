import { formatCount } from '../../../../shared/messages/format-numbers.ts';
import type { ExportWords } from './en.ts';

const count = (value: number): string => formatCount(value, 'zh-CN');

const fileUses: Readonly<Record<string, string>> = {
  'labels.json': '类别和“都不是”的规则',
  'preprocessing.json': '从照片到模型',
  'known-photos.npy': '用于“都不是”',
  'mean-image.npy': '要减去的图像',
  'predict.py': 'Python 程序',
  'predict.mjs': 'Node 程序',
  'index.html': '双击打开，识别照片和摄像头画面',
  'page/': '该页面加载的内容',
  'parity.json': '分数有多一致',
  'report.html': '模型如何训练和测试',
  'README.md': '英文说明，每一步',
  'README.zh-CN.md': '中文说明，每一步',
};

export const exportWords: ExportWords = {
  title: '把模型带走',
  hint: '每种格式一个可独立使用的文件夹：模型、调用它的程序和核对结果。',
  inspector: '模型与示例代码',

  locked: {
    title: '还没有可导出的模型',
    text: '先训练一个。之后它就能用在你自己的程序里。',
    act: '前往训练',
  },

  formatsLabel: '格式',
  formats: {
    keras: { name: 'Keras (.keras)', use: 'Python（Keras 3）。一个 .keras 文件，附标签' },
    'keras-h5': { name: 'Keras (.h5)', use: 'Python（Keras 和 TensorFlow）、Jupyter。一个 .h5 文件，附标签' },
    savedmodel: {
      name: 'TensorFlow SavedModel',
      use: 'TensorFlow Serving、Python、C++、Java、Go；也可由它转成 TensorFlow Lite。可直接接收任意尺寸的照片',
    },
    onnx: { name: 'ONNX', use: '任何语言中的 onnxruntime，网页。一个 .onnx 文件，附标签' },
    tfjs: { name: 'TensorFlow.js', use: '网页和 Node，每片 4\u00a0MB，附标签' },
    'tfjs-graph': {
      name: 'TensorFlow.js 计算图',
      use: '网页和 Node：只有计算图，每片 4\u00a0MB。支持每一种层',
    },
  },
  states: {
    waiting: '等待中',
    writing: '写入中',
    checking: '核对中',
    same: '分数一致',
    failed: '未写入',
    cancelled: '已取消',
  },
  differ: '分数不一致',
  knownPhotos:
    '每个模型旁的 known-photos.npy 记下网络从部分训练照片中看到的特征。你的程序凭它回答“都不是”，与 Thaw 一致。',

  checked: {
    title: '与 Thaw 核对',
    text: '写入后会重新打开每个文件，用测试照片核对。分数一致才保留。',
    format: '格式',
    openedWith: '打开方式',
    photos: '照片',
    difference: '最大差值',
    mean: (difference) => `平均 ${difference}`,
    likeness: '相似度差值',
    answers: '回答相同',
    of: (n, all) => `${count(n)} / ${count(all)}`,
    unknown: '…',
  },

  to: '导出到',
  change: '更改…',
  changeTitle: '在哪里建立模型文件夹',
  exportFormats: (n) => `导出 ${count(n)} 种格式`,
  noFormat: '先选择一种格式。',
  exporting: (at, n) => `正在导出，第 ${count(at)} 种，共 ${count(n)} 种`,
  cancel: '取消',
  again: '再次导出',
  show: '在文件夹中显示',
  copyPath: '复制路径',
  copied: '已复制。',
  anotherName: '换一个名称',
  done: (n) => `${count(n)} 种格式已写入并核对。`,

  model: '模型',
  unmeasured: '未在测试照片上测量',
  use: '使用方法',
  useLabel: '示例代码的语言',
  languages: { python: 'Python', node: 'Node', browser: '浏览器' },
  codeLabel: (file) => `示例代码，${file}`,
  codeHint: (file) => `位于模型旁边，名为 ${file}。`,
  options: {
    title: '选项',
    inside: '内含预处理',
    insideHint: '模型直接接收照片的字节，给出每个类别的概率。部分格式还会自行缩放。',
    precision: '精度',
    precisionHint: '16 位只占一半空间，概率会略有差别。',
    zip: '每种格式一个 .zip',
    bits: (n) => `${n} 位`,
  },
  useFormat: '示例代码的格式',
  kit: '文件夹内容',
  fileUse: (file) => fileUses[file] ?? '模型',
  copy: '复制',
};
