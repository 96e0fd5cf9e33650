import { formatCount, formatTimeLeft } from '../../../../shared/messages/format-numbers.ts';
import type { DataWords } from './en.ts';

const count = (value: number): string => formatCount(value, 'zh-CN');
const photos = (value: number): string => `${count(value)} 张照片`;

export const groupWords: DataWords['groups'] = {
  name: '同组照片放在同一份',
  kinds: {
    none: '不分组',
    folder: '子文件夹',
    exif: '时间与相机',
    pattern: '文件名中的模式',
    csv: 'CSV 的一列',
  },
  says: {
    folder: '类别文件夹内同一子文件夹的照片',
    exif: '同一相机在数秒内接连拍摄',
    pattern: '正则表达式在文件名中找到的内容',
    csv: '写明每个文件及其分组的表格',
  },
  seconds: '相隔秒数',
  secondsHint: '相邻两张之间最多相隔。',
  pattern: '正则表达式',
  patternHint: '第一个 (分组) 即组名：rex_01.jpg 得到 rex。',
  patternFault: (fault) => `还不是正则表达式：${fault}。`,
  chooseFile: '选择 CSV…',
  otherFile: '另选 CSV…',
  csvHint: '需有 "file" 或 "path" 列，以及写明分组的一列。',
  column: '列',
  noColumn: '请选择…',
  finding: '正在查找分组…',
  nothing: '按此规则，没有照片属于同一组。',
  found: (groups, value) => `${count(groups)} 组，共 ${photos(value)}；各组留在同一份。`,
  largest: '最大的组',
  photos: (value) => `${count(value)} 张`,
  more: (value) => `另有 ${count(value)} 组`,
  changed: (kind) => `分组依据：${kind}`,
};

export const checkWords: DataWords['check'] = {
  begin: '彻底检查',
  again: '重新检查',
  says: (value) =>
    `查找错误的标签，以及裁剪或倾斜的副本。无论训练哪个网络，都由 VGG16 看全部 ${photos(value)}，在处理器上数千张需要几分钟。`,
  last: (when, value, suspects) =>
    `${when}：已检查 ${photos(value)}，${suspects === 0 ? '没有可疑的标签' : `${count(suspects)} 个标签可疑`}。`,
  starting: '正在开始检查',
  progress: ({ done, total, secondsLeft }) =>
    total === null
      ? '可以继续做别的事。'
      : `${count(done)} / ${count(total)}${secondsLeft === null ? '' : `，剩余 ${formatTimeLeft(secondsLeft, 'zh-CN')}`}`,
  cancel: '取消',
  shutReading: '请等照片读取和写入完成。',
  shutTraining: '请等训练完成。',
};

export const reviewWords: DataWords['review'] = {
  title: '标签有误？',
  position: (index, total) => `${count(index)} / ${count(total)}`,
  decided: '已决定',
  decidedOf: (value, total) => `已决定 ${count(value)} / ${count(total)}`,
  close: '关闭',
  earlier: '上一张',
  later: '下一张',
  labelled: '标签',
  looksLike: '看起来像',
  likeness: '相似度',
  likenessSays: '0 到 1，依据一个没有见过这张照片的分类器，以及与它最接近的照片。',
  nearest: (name) => `"${name}" 中与它最接近的`,
  nearestPhoto: (name, file) => `${name}，${file}`,
  neighbours: (value, of, name) =>
    `与它最相似的 ${count(of)} 张照片中，${count(value)} 张的标签是 "${name}"。`,
  keep: (name) => `保留 "${name}"`,
  relabel: '更改类别…',
  relabelTo: (name) => `改为 "${name}"`,
  exclude: '跳过',
  undo: '撤销',
  kept: (name) => `已保留为 "${name}"`,
  relabelled: (name) => `已改为 "${name}"`,
  leftOut: '已跳过，未删除任何文件。',
  none: '没有可疑的标签了。',
};
