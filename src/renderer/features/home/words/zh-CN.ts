import { formatCount } from '../../../../shared/messages/format-numbers.ts';
import type { HomeWords } from './en.ts';

const count = (value: number): string => formatCount(value, 'zh-CN');

export const zhCN: HomeWords = {
  title: '拖入一个照片文件夹',
  sub: '每个类别一个子文件夹。Thaw 据此训练模型，并告诉你它有多可信。',
  dropLabel: '从文件夹开始',
  tree: { root: '我的照片', one: '猫', other: '狗' },
  treeLabel: '文件夹"我的照片"里有子文件夹"猫"和"狗"，各放照片。',
  chooseFolder: '选择文件夹…',
  chooseFolderTitle: '选择照片文件夹',
  sample: '试用示例',
  also: '也可以是已分为 train、val、test 的文件夹，或它们的 .zip，或打包的项目',
  chooseZip: '选择 .zip 或 .thaw…',
  chooseZipTitle: '选择照片的 .zip 或打包的项目',
  facts: [
    ['照片只留在本机', '不上传任何内容。原文件只读取，绝不改动。'],
    ['几百张就够', '每类约 50 张起，至少两个类别。'],
    ['全部在本机完成', '无需账号，不用云端。模型归你，可随时取走。'],
  ],
  recent: '最近的项目',
  open: '打开…',
  classesAndPhotos: (classes, photos) => `${count(classes)} 个类别，${count(photos)} 张照片`,
  notTrained: '未训练',
  missing: '文件夹已不在原处',
  find: '查找…',
  findTitle: (name) => `"${name}"的照片现在在哪里？`,
  noneTitle: '还没有项目',
  noneText: '打开过的文件夹连同训练记录和结果都会留在这里。',
  loading: '正在读取项目列表',
  tryAgain: '重试',
  more: (name) => `项目"${name}"的更多操作`,
  rename: '重命名…',
  renameTitle: '重命名项目',
  name: '名称',
  renameAct: '重命名',
  forget: '从列表移除',
  forgetTitle: (name) => `从列表移除"${name}"？`,
  forgetText: '照片、训练记录和结果都留在磁盘上，不删除任何内容。',
  keep: '保留',
  forgotten: (name) => `"${name}"已从列表移除，未删除任何内容。`,
};
