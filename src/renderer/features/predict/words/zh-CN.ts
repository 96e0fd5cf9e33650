import { formatCount } from '../../../../shared/messages/format-numbers.ts';
import type { PredictWords } from './en.ts';

const count = (value: number): string => formatCount(value, 'zh-CN');
const photos = (value: number): string => `${count(value)} 张照片`;

export const predictWords: PredictWords = {
  title: '照片里是什么？',
  hint: '把照片或整个文件夹拖到窗口任意处，也可以粘贴一张。',
  choose: '选择照片…',
  chooseTitle: '要询问的照片',
  drop: '松开即可询问模型',
  inspector: '模型与回答',

  locked: {
    title: '还没有可询问的模型',
    text: '先训练一个。之后拖入任何照片，它都会作答。',
    act: '前往训练',
  },
  empty: { title: '拖入一张照片，询问模型', text: '也可以拖入整个文件夹。照片只留在本机。' },

  opening: '正在打开模型',
  counting: '正在查找照片',
  answering: (done, total) => `共 ${photos(total)}，已回答 ${count(done)} 张`,
  cancel: '取消',

  size: (width, height) => `${count(width)} × ${count(height)}`,
  facts: (name, size) => `${name}，${size}`,
  probabilities: '模型对各类别的把握',
  more: (n) => `还有 ${count(n)} 个`,
  fewer: '收起',
  trust: (share, low, high, n) =>
    `把握与此相当（${low} 到 ${high}\u00a0%）的测试照片中，${share} 答对（n\u00a0=\u00a0${count(n)}）。`,
  photo: '照片',
  why: '依据',
  whyLabel: '显示内容',
  whyClass: '要解释的类别',
  isAnswer: '模型的回答',
  whyText: (className) => `暖色：支持 "${className}" 的区域`,
  plainText: '按 W 键查看回答的依据。',
  whyFailed: '无法显示这个回答的依据。',
  photoFailed: '无法显示这张照片。',
  photoOf: (name, answer) => `${name}，回答：${answer}`,
  notAnswered: '没有回答',
  none: '都不是',
  unlike: (className) => `与训练照片不相似。最可能的类别是 "${className}"。`,
  unsure: (className) => `模型把握不足。最可能的类别是 "${className}"。`,
  noneTitle: '都不是',
  noneText: '与训练照片不相似、或把握明显偏低的回答记为“都不是”。',
  noneOff: '每张照片都回答一个类别。',
  noneSet: '设定宽严',

  photos,
  skippedCount: (n) => `${count(n)} 张没有回答`,
  order: '列表顺序',
  inOrder: '按顺序',
  leastSure: '把握小的在前',
  table: {
    caption: '照片与回答',
    picture: '照片',
    file: '文件',
    answer: '回答',
    bar: '把握（条形）',
    sure: '把握',
    likeliest: (className) => `（${className}）`,
  },

  model: '模型',
  unmeasured: '未在测试照片上测量',
  asksAgain: '换一个模型后，会就同样的照片重新询问。',
  take: '取走回答',
  saveCsv: '另存为 CSV…',
  csvName: (project) => `${project} 回答.csv`,
  copyByAnswer: '按回答复制到文件夹…',
  copyTitle: '在哪里建立各个回答的文件夹',
  copiesOnly: '只复制。照片留在原处。',
  copying: (done, total) => `共 ${count(total)} 张，已复制 ${count(done)} 张`,
  copied: (n, out) => `已把 ${photos(n)} 复制到 ${out}`,
  copiedBut: (n, skipped) => `已复制 ${photos(n)}，略过 ${count(skipped)} 张`,
  show: '在文件夹中显示',
  nothingAsked: '先询问一张照片。',
};
