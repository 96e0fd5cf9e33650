import type { ImportErrors, LayerProblem, UnreadKind } from '../../errors/import-errors.ts';
import { formatBytes } from '../format-numbers.ts';
import type { ErrorSentences } from '../message-types.ts';

const read = '请给出 Keras 模型本身（.keras，或包含整个模型的 .h5），或 TensorFlow.js 层模型（model.json）。';

const unread: Readonly<Record<UnreadKind, readonly [message: string, remedy: string]>> = {
  'graph-model': [
    '这是 TensorFlow.js 图模型，其中只有单个运算，没有可解释或可训练的层',
    '请把 Keras 模型转换为层模型（tensorflowjs_converter 不加 --output_format=tfjs_graph_model），或直接给出 Keras 模型。',
  ],
  'saved-model': [
    '这是 TensorFlow SavedModel，其中只有单个运算，没有可解释或可训练的层',
    '请在 Keras 中载入并另存为 .keras；Teachable Machine 也提供 keras_model.h5。',
  ],
  onnx: ['这是 ONNX 文件，其中只有单个运算，没有可解释或可训练的层', read],
  tflite: [
    '这是 TensorFlow Lite 文件：权重已取整，各层已为手机合并',
    `${read}Lobe 不保留这类文件；Teachable Machine 保留。`,
  ],
  'core-ml': ['这是 Apple 的 Core ML 模型，macOS 之外没有读取它的程序', `${read}Create ML 不保留这类文件。`],
  pytorch: ['这是 PyTorch 文件，即 pickle：读取时会运行其中的程序', `Thaw 不运行文件中的任何内容。${read}`],
  'weights-only': ['其中只有权重，没有网络的描述', read],
  unknown: ['这不是 Thaw 认识的模型文件', read],
};

const problems: Readonly<Record<LayerProblem, (found: string) => readonly [what: string, remedy: string]>> = {
  kind: (found) => [
    `的类型 ${found} 是 Thaw 没有的`,
    '可以打开由卷积、池化、批归一化、相加、拼接和全连接层构成的网络。',
  ],
  activation: (found) => [`的激活函数是 ${found}`, 'Thaw 有 linear、relu、relu6、sigmoid 和 softmax。'],
  option: (found) => [`有 Thaw 没有的设置：${found}`, '请训练不含此设置的网络，或在 Keras 中使用该模型。'],
  inputs: (found) => [
    `需要 Thaw 无法提供的输入：${found}`,
    '可以打开只取一张图片、各层依次相接、分支再汇合的模型。',
  ],
  picture: (found) => [
    `对像素做了未知的处理：${found}`,
    '已知的有乘以正数、平移和颜色顺序，如 preprocess_input、Rescaling 和 Normalization。请去掉这一层后保存模型，再用 --preprocessing 指明该步骤。',
  ],
  shared: (found) => [`在网络中用了 ${found} 次`, 'Thaw 打开每层只用一次的网络。'],
  output: (found) => [
    `没有给出每个类别一个概率：${found}`,
    '分类器的结尾是：两个类别时一个 sigmoid 单元，或每类一个 softmax 单元；若损失函数注明，也可以是 logits。',
  ],
  code: () => [
    '带有自己的程序（Lambda）',
    'Thaw 不运行文件中的任何内容。请用 Rescaling 之类的层替换它，再重新保存模型。',
  ],
};

const parts = {
  file: '文件',
  weights: '全部权重',
  description: '网络的描述',
  output: '某一层的输出',
} as const;

export const importMessages: ErrorSentences<ImportErrors> = {
  'model-file-not-found': ({ file }) => ({
    message: `${file} 处没有模型。`,
    remedy: '检查路径：.keras 或 .h5 文件、model.json，或含有其中之一的文件夹。',
  }),
  'model-kind-not-read': ({ file, kind }) => ({
    message: `未打开 ${file}：${unread[kind][0]}。`,
    remedy: unread[kind][1],
  }),
  'model-file-damaged': ({ file, detail }) => ({
    message: `${file} 不完整，或与其声称的不符（${detail}）。未打开任何内容。`,
    remedy: '请重新复制或下载；或在生成它的程序中重新保存。',
  }),
  'model-file-endless': ({ file, seconds }) => ({
    message: `读取 ${file} 在 ${seconds} 秒内没有结束，已停止：文件已损坏，或所在磁盘非常慢。未打开任何内容。`,
    remedy: '请将其复制到本机磁盘后重试；或在生成它的程序中重新保存。',
  }),
  'model-too-large': ({ file, what, bytes, limitBytes }) => ({
    message: `未打开 ${file}。${parts[what]}将占用 ${formatBytes(bytes)}，上限为 ${formatBytes(limitBytes)}。`,
    remedy: '请打开更小的网络，或用于更小图片的网络。',
  }),
  'model-layer-not-read': ({ file, layer, problem, found }) => {
    const [what, remedy] = problems[problem](found);
    return { message: `未打开 ${file}：其中的层 "${layer}" ${what}。`, remedy };
  },
  'model-input-unfit': ({ file, found }) => ({
    message: `${file} 的输入是 ${found}（高、宽、通道）。Thaw 打开取一张 16 到 1024 px 正方形彩色或灰度图片的模型。`,
    remedy: '请在 Keras 中为正方形图片搭建该网络，载入权重后保存。',
  }),
  'model-size-unknown': ({ file }) => ({
    message: `${file} 可取任意大小的图片。`,
    remedy: '请说明训练时的大小：--size 224。',
  }),
  'model-size-fixed': ({ file, size, asked }) => ({
    message: `${file} 取 ${size} px 的图片，不是 ${asked} px。`,
    remedy: '请去掉 --size。',
  }),
  'model-weights-missing': ({ file, weight, expected, found }) => ({
    message: `${file} 中没有形状为 ${expected} 的权重 "${weight}"${found === '-' ? '' : `，只有 ${found}`}。`,
    remedy: '请在生成它的程序中连同权重重新保存模型。',
  }),
  'model-classes-unknown': ({ file, count }) => ({
    message: `${file} 没有说明它的 ${count} 个类别叫什么。`,
    remedy:
      '请按输出顺序命名，如 --classes cats,dogs，或用文件：--classes labels.json。Keras 按名称排列类别文件夹。',
  }),
  'model-classes-unfit': ({ source, count, given }) => ({
    message: `模型有 ${count} 个类别；${source === null ? '' : `${source} `}给出了 ${given} 个不同的名称。`,
    remedy: '请按输出顺序给每个类别命名一次。',
  }),
  'labels-file-damaged': ({ file, detail }) => ({
    message: `${file} 中没有类别名称（${detail}）。`,
    remedy: '请给出含名称列表或名称与编号的 JSON 文件，或每行一个名称的文本文件。',
  }),
  'model-preprocessing-unknown': ({ file, known }) => ({
    message: `${file} 没有说明像素如何成为它的输入；猜错会给出错误的回答而没有任何迹象。`,
    remedy: `请说明训练时的做法：rescale=1/255 用 --preprocessing 0..1，另有 -1..1，none 表示 0 到 255 的原值，或所用 preprocess_input 的网络：${known.join('、')}。`,
  }),
  'model-preprocessing-unfit': ({ file, preprocessing }) => ({
    message: `${file} 取灰度图片，而 ${preprocessing} 用于彩色。`,
    remedy: '请选择 0..1、-1..1 或 none。',
  }),
  'run-was-opened': ({ run, file }) => ({
    message: `${run} 是从 ${file} 打开的。它有模型，但没有这里需要的照片和训练。`,
    remedy:
      '预测、解释和导出可用。测量：thaw evaluate RUN --data FOLDER。训练：thaw train FOLDER --from RUN。',
  }),
};
