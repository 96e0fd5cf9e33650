import type { RecipeWords } from '../en/recipe-words.ts';

const catsAndDogs = (result: string): string => `${result}，2,000 张猫狗照片`;

export const recipeWords: Readonly<Record<string, RecipeWords>> = {
  'two-phase': {
    title: '两阶段微调',
    name: '两阶段',
    sentence: (base) => `${base} 已经懂得照片的样子。先冻结基座学习你的类别，再解冻最后一块，轻轻微调。`,
    detail: '先冻结基座，再解冻第 5 块，多数情况下最好',
    published: catsAndDogs('测试 97 %'),
  },
  frozen: {
    title: '冻结基座',
    name: '只冻结',
    sentence: (base) => `${base} 已经懂得照片的样子。基座保持冻结，只由一个小的分类头学习你的类别。`,
    detail: '预训练知识本身值多少，有增强',
    published: catsAndDogs('验证 96 %'),
  },
  'cached-features': {
    title: '缓存特征',
    name: '缓存特征',
    sentence: () => '每张照片只经过冻结的基座一次，之后只学习分类头，不做增强：最快得到初步答案。',
    detail: '一分钟内预训练知识能给出什么，无增强',
    published: catsAndDogs('验证 90 %'),
  },
  'linear-svm': {
    title: '线性支持向量机',
    name: '线性 SVM',
    sentence: () =>
      '每张照片只经过冻结的基座一次。在这些特征上，线性支持向量机以最大间隔把每个类别与其余类别分开。',
    detail: '不加网络，只凭基座的特征能走多远',
    published: null,
  },
  'all-layers': {
    title: '微调所有层',
    name: '所有层',
    sentence: (base) =>
      `分类头先在冻结的基座上学习，然后以低学习率微调 ${base} 的每一层。适合照片多、有耐心时。`,
    detail: '比只解冻最后一块多得到什么，代价多大',
    published: null,
  },
  digits: {
    title: '手写数字',
    name: '手写数字',
    sentence: () => '三层小卷积识别 28 像素宽的灰度手写数字。',
    detail: '第一个卷积网络，几分钟训练完',
    published: '测试 99.08 %，MNIST',
  },
  'digits-dense': {
    title: '手写数字，只用全连接层',
    name: '手写数字，全连接',
    sentence: () => '一个全连接层识别手写数字，它不知道像素有邻居。',
    detail: '去掉卷积，看看卷积值多少',
    published: '测试 97.8 %，MNIST',
  },
  scratch: {
    title: '从零开始',
    name: '从零开始',
    sentence: () => '小型网络只从你的照片学习，适合看看预训练知识值多少。',
    detail: '照片少时，网络多快就死记硬背',
    published: catsAndDogs('验证 71 %'),
  },
  'scratch-augmented': {
    title: '从零开始，有增强',
    name: '从零开始，有增强',
    sentence: () => '小型网络只从你的照片学习，增强使它不至于死记硬背。',
    detail: '增强和 dropout 如何对付过拟合',
    published: catsAndDogs('验证 82 %'),
  },
  alexnet: {
    title: 'AlexNet',
    name: 'AlexNet',
    sentence: () => '2012 年让深度学习广为人知的网络，宽度减半，只从你的照片学习。',
    detail: '先是大窗口大步幅，再是三层卷积',
    published: null,
  },
  'alexnet-caffe': {
    title: 'Caffe 版 AlexNet',
    name: 'AlexNet，Caffe',
    sentence: () =>
      '全宽 AlexNet，卷积分两组，带局部响应归一化，按 Caffe 求解器训练：随机裁剪、减均值图、学习率分步下降。',
    detail: '批归一化之前的网络是怎样训练的',
    published: null,
  },
  'vgg11-scratch': {
    title: 'VGG11 从零开始',
    name: 'VGG11',
    sentence: () => '八层 3 x 3 卷积和三层全连接，只从你的照片学习。',
    detail: 'VGG 论文的网络 A，最浅',
    published: null,
  },
  'vgg11-lrn-scratch': {
    title: 'VGG11，带响应归一化',
    name: 'VGG11，LRN',
    sentence: () => '在 VGG11 的第一层卷积之后加上局部响应归一化，只从你的照片学习。',
    detail: 'VGG 论文的网络 A-LRN：费时而无益',
    published: null,
  },
  'vgg13-scratch': {
    title: 'VGG13 从零开始',
    name: 'VGG13',
    sentence: () => '十层 3 x 3 卷积和三层全连接，只从你的照片学习。',
    detail: 'VGG 论文的网络 B',
    published: null,
  },
  'vgg13-5x5': {
    title: 'VGG13，5 x 5 窗口',
    name: 'VGG13，5 x 5',
    sentence: () => '每两层 3 x 3 卷积换成一层 5 x 5：看到的一样大，步骤更少。',
    detail: '为什么两个小窗口胜过一个大窗口',
    published: null,
  },
  'vgg16-c-scratch': {
    title: 'VGG16，1 x 1 窗口',
    name: 'VGG16，1 x 1',
    sentence: () => 'VGG 论文的网络 C：后三块以 1 x 1 卷积结尾。',
    detail: '看到的没有变大时，加深有什么用',
    published: null,
  },
  'vgg16-scratch': {
    title: 'VGG16 从零开始',
    name: 'VGG16',
    sentence: () => '与其他方案相同的基座，但没有预训练知识，只从你的照片学习。',
    detail: '基座的预训练知识值多少',
    published: null,
  },
  'vgg19-scratch': {
    title: 'VGG19 从零开始',
    name: 'VGG19',
    sentence: () => '十六层 3 x 3 卷积和三层全连接，只从你的照片学习。',
    detail: 'VGG 论文的网络 E，最深',
    published: null,
  },
};
