import type { KitWords } from '../en/kit-words.ts';
import { formatCount } from '../format-numbers.ts';

const count = (value: number): string => formatCount(value, 'zh-CN');

export const kitWords: KitWords = {
  about: (format, version) => `由 Thaw ${version} 训练的模型，以 ${format} 格式导出。`,
  halfWeights: '权重已舍入为 16 位浮点数，大小减半；程序计算时仍用 32 位。',
  formats: {
    keras: 'Keras（.keras）',
    'keras-h5': 'Keras（.h5）',
    savedmodel: 'TensorFlow SavedModel',
    onnx: 'ONNX',
    tfjs: 'TensorFlow.js 层模型',
    'tfjs-graph': 'TensorFlow.js 图模型',
  },
  otherLanguage: '[English](README.md)',
  ask: '让它回答一张照片',
  askFirst: '每个程序的回答与 Thaw 一致，放在模型旁边即可直接运行：',
  open: (file) =>
    `双击用浏览器打开 \`${file}\`。它能识别拖入的照片和摄像头画面，不需要网络或服务器，任何内容都不会离开本机。`,
  steps: '从照片到回答',
  stepsFirst: '其他程序须按以下顺序做同样的处理（`preprocessing.json` 供程序读取）：',
  step: {
    decode: '解码照片：取第一帧，红、绿、蓝各 8 位，透明处衬白色。忽略颜色配置文件。',
    upright: '按 EXIF 方向转正。',
    crop: '截取中央的正方形。',
    resize: (width, height) =>
      `缩放到 ${width} x ${height} 像素，方法同 Pillow 的 BILINEAR：缩小时三角滤波覆盖每个像素，结果舍入到 8 位。多数库的普通双线性会跳过像素，回答会不同。`,
    resizeLonger: (to) =>
      `缩放到长边为 ${to} 像素，另一边按比例取整，方法同 Pillow 的 BILINEAR：缩小时三角滤波覆盖每个像素。`,
    pad: (width, height) => `放在 ${width} x ${height} 的黑色画面中央。`,
    cut: (width, height) => `从中央截取 ${width} x ${height} 像素。`,
    order: { rgb: '通道顺序为红、绿、蓝，取值 0 到 255。', bgr: '通道顺序为蓝、绿、红，取值 0 到 255。' },
    grey: '转为灰度：floor((19595 R + 38470 G + 7471 B + 32768) / 65536)，一个通道，取值 0 到 255。',
    subtract: (mean) => `各通道分别减去 ${mean}。`,
    subtractImage: (file) => `逐像素减去 \`${file}\`。`,
    divide: (by) => `除以 ${by}。`,
    input: (type, shape) => `以 ${type}、形状 ${shape} 交给模型。`,
    sigmoid: (name, other) => `模型给出一个数，即 ${name} 的概率；${other} 的概率是 1 减去它。`,
    softmax: '模型按类别顺序给出每个类别的概率。',
    confidence: (least) => `最可能的类别概率低于 ${least} 时，回答是“都不是”。`,
    familiarity: (layer, neighbour, least) =>
      `把 \`${layer}\` 的输出在各位置上取平均，再除以其长度。它与 \`known-photos.npy\` 各行的内积是相似度；第 ${neighbour} 大的值低于 ${least} 时，回答也是“都不是”。`,
  },
  classes: '类别，按回答中的顺序',
  checked: '已核对',
  checkedFirst: (photos, openedWith) =>
    `放入此文件夹之前，已用 ${openedWith} 重新打开这些文件，并核对了 ${photos} 张照片。`,
  maxDifference: '概率的最大差值',
  meanDifference: '平均差值',
  allowed: '允许值',
  agreement: '回答相同',
  topClass: '最可能的类别相同',
  likenessDifference: '相似度的最大差值',
  of: (some, all) => `${count(some)} / ${count(all)}`,
  versions: '程序经以下版本测试',
  files: '文件',
  file: {
    model: '模型',
    weights: '模型的权重',
    'labels.json': '类别、回答的含义，以及“都不是”的规则',
    'preprocessing.json': '从照片到模型的每一步',
    'known-photos.npy': '网络从部分训练照片中看到的特征，用于“都不是”',
    'mean-image.npy': '要减去的平均图像',
    'parity.json': '上述核对的数字',
    'report.html': '模型如何训练和测试',
    'predict.py': 'Python 程序',
    'predict.mjs': 'Node 程序',
    'index.html': '浏览器页面',
    page: '该页面加载的内容：推理库，以及以脚本形式再存一份的模型',
  },
};
