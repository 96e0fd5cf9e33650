import type { DatasetErrors } from '../../errors/dataset-errors.ts';
import { formatCount } from '../format-numbers.ts';
import type { ErrorSentences } from '../message-types.ts';

const count = (value: number): string => formatCount(value, 'zh-CN');

/** Up to five names in quotes. */
const named = (names: readonly string[]): string =>
  `${names
    .slice(0, 5)
    .map((name) => `"${name}"`)
    .join('、')}${names.length > 5 ? ` 等 ${count(names.length)} 个` : ''}`;

const partNames: Readonly<Record<string, string>> = { train: '训练', validation: '验证', test: '测试' };

const partName = (part: string): string => partNames[part] ?? part;

export const datasetMessages: ErrorSentences<DatasetErrors> = {
  'idx-files-missing': ({ folder, missing }) => ({
    message: `${folder} 中缺少 ${missing.join('、')}（带或不带 .gz）。`,
    remedy: '请把 MNIST 的四个文件（训练两个，测试两个）放进同一文件夹。',
  }),
  'idx-damaged': ({ file, detail }) => ({
    message: `${file} 不是完整的 idx 文件：${detail}。没有保留任何内容。`,
    remedy: '请重新获取该文件。',
  }),
  'folder-not-found': ({ folder }) => ({
    message: `找不到文件夹或列表 ${folder}。`,
    remedy: '检查拼写，以及磁盘是否已连接。含空格的路径要加引号。',
  }),
  'not-a-folder': ({ path }) => ({
    message: `${path} 既不是文件夹，也不是照片列表。`,
    remedy: '指定一个每个类别一个子文件夹的文件夹，或一个每行写有路径和标签的文本文件。',
  }),
  'no-classes': ({ folder, photosAtTop }) => ({
    message:
      photosAtTop > 0
        ? `${folder} 中有 ${count(photosAtTop)} 张照片，但没有含照片的类别文件夹。`
        : `${folder} 中没有含可用照片的类别文件夹。`,
    remedy: '把每个类别的照片放进以类别命名的子文件夹。"thaw scan" 会说明文件被跳过的原因。',
  }),
  'one-class-only': ({ folder, className }) => ({
    message: `${folder} 中只有一个类别 "${className}" 有照片，至少需要两个类别。`,
    remedy: '再添加一个类别的照片文件夹，例如任何其他事物的照片。',
  }),
  'several-datasets': ({ folder, found }) => ({
    message: `${folder} 中有多个已划分的数据集：${named(found)}。`,
    remedy: '指定其中一个文件夹。',
  }),
  'class-too-small': ({ className, count: photos, needed, reason }) => {
    switch (reason) {
      case 'parts':
        return {
          message: `"${className}" 有 ${count(photos)} 张照片，至少需要 ${count(needed)} 张：每一份各一张。`,
          remedy: '为该类别添加照片，去掉该类别，或把某一份设为 0，例如 --ratio 80,20,0。',
        };
      case 'count':
        return {
          message: `"${className}" 有 ${count(photos)} 张照片，而指定的张数需要 ${count(needed)} 张。`,
          remedy: '用 --count 指定较少的张数，或用 --ratio 指定比例。',
        };
      case 'identical-files':
        return {
          message: `"${className}" 只有 ${count(photos)} 张互不相同的照片；相同的文件放在同一份，而划分需要 ${count(needed)} 张。`,
          remedy: '去掉重复的文件，为该类别添加其他照片，或减少份数或张数。',
        };
      case 'groups':
        return {
          message: `"${className}" 只有 ${count(photos)} 组照片（单张也算一组）；同组照片放在同一份，而划分需要 ${count(needed)} 组。`,
          remedy: '采用更细的分组，为该类别添加其他照片，或减少份数或张数。',
        };
    }
  },
  'classes-differ-between-parts': ({ folder, part, missing, extra }) => ({
    message: `${folder} 的${partName(part)}部分与训练部分的类别不一致。${
      missing.length > 0 ? `该部分缺少照片的类别：${named(missing)}。` : ''
    }${extra.length > 0 ? `只在该部分出现的类别：${named(extra)}。` : ''}`,
    remedy: '各部分的类别文件夹要同名（包括大小写），并且都要有照片。',
  }),
  'no-training-part': ({ folder }) => ({
    message: `${folder} 已划分，但没有训练照片。`,
    remedy: '把训练照片放进 "train"，每个类别一个子文件夹。',
  }),
  'split-parts-ambiguous': ({ folder, part, found }) => ({
    message: `${folder} 中有多个文件夹都表示${partName(part)}部分：${named(found)}。`,
    remedy: '只保留其中一个，把其余的移到别处或改名。',
  }),
  'list-line-invalid': ({ file, line, text, expected }) => {
    switch (expected) {
      case 'path-and-label':
        return {
          message: `${file} 的第 ${count(line)} 行不是路径加标签："${text}"。`,
          remedy: '每行写一个路径、一个空格和一个从 0 开始的整数，例如 "cats/1.jpg 0"。',
        };
      case 'new-path':
        return {
          message: `${file} 的第 ${count(line)} 行重复了前面的照片："${text}"。`,
          remedy: '每张照片只写一次。',
        };
      case 'text':
        return { message: `${file} 不是 UTF-8 文本。`, remedy: '把列表另存为 UTF-8 纯文本。' };
    }
  },
  'list-labels-not-consecutive': ({ file, expected, found }) => ({
    message: `${file} 中的标签不是从 0 开始的连续整数：缺少 ${expected}，现有 ${found.join('、')}。`,
    remedy: '把类别依次编号为 0、1、2 等。',
  }),
  'list-photos-missing': ({ file, folder, count: photos }) => ({
    message: `${file} 列出的 ${count(photos)} 张照片都不存在。其中的路径从 ${folder} 开始。`,
    remedy: '把列表放到其路径开始的文件夹中，或在列表中写完整路径。',
  }),
  'split-sum-invalid': ({ text, sum }) => ({
    message: `比例 ${text} 之和为 ${Number(sum.toFixed(6))}，不是 100。`,
    remedy: '给出三个和为 100 的比例，例如 --ratio 70,15,15。',
  }),
  'split-spec-invalid': ({ text, expected }) => {
    switch (expected) {
      case 'ratio':
        return {
          message: `"${text}" 不是三个百分比。`,
          remedy: '依次给出训练、验证和测试的比例，例如 --ratio 70,15,15；可以有 0。',
        };
      case 'count':
        return {
          message: `"${text}" 不是三个张数。`,
          remedy: '依次给出每类的训练、验证和测试张数，例如 --count 1000,500,500 或 --count rest,100,0。',
        };
      case 'train-above-zero':
        return { message: `"${text}" 没有给训练留下照片。`, remedy: '第一个数（训练）要大于 0。' };
    }
  },
  'group-pattern-invalid': ({ pattern, detail }) => ({
    message: `"${pattern}" 不是正则表达式：${detail}`,
    remedy: '例如 rex_01.jpg 这类文件名，可写 --group-pattern "^([a-z]+)_"。',
  }),
  'group-pattern-slow': ({ pattern, seconds }) => ({
    message: `"${pattern}" 在 ${count(seconds)} 秒内未能处理完这些文件名。`,
    remedy: '避免在重复里再嵌套重复，例如用 a+ 代替 (a+)+。',
  }),
  'groups-pending': () => ({
    message: '尚不知道哪些照片属于同一组。',
    remedy: '请等待分组完成。',
  }),
  'group-file-missing': ({ file }) => ({
    message: `没有文件 ${file}。`,
    remedy: '请指明一个 CSV 文件及其中一列：--group-csv FILE:COLUMN。',
  }),
  'group-file-invalid': ({ file, column, found, fileColumns }) => ({
    message: `${file} 需要一列“${column}”和一列文件名（${fileColumns.join('、')}）。现有：${found.join('、') || '无'}。`,
    remedy: '请在第一行写明各列的名称。',
  }),
  'split-destination-taken': ({ folder }) => ({
    message: `${folder} 已存在，Thaw 不覆盖任何文件。`,
    remedy: '用 --out 指定一个新的或空的文件夹，或用 "thaw split --undo DIR" 撤销先前的划分。',
  }),
  'split-destination-inside-source': ({ folder, source }) => ({
    message: `${folder} 位于 ${source} 之内，会被当作又一个类别。`,
    remedy: '用 --out 指定照片文件夹之外的文件夹。',
  }),
  'split-file-taken': ({ file }) => ({
    message: `已有一个划分：${file}。Thaw 不覆盖任何文件。`,
    remedy: '用 --out 指定另一个文件夹，或用 "thaw split --undo DIR" 撤销该划分。',
  }),
  'split-file-damaged': ({ file, detail }) => ({
    message: `划分文件 ${file} 无法使用：${detail}。`,
    remedy: '从备份恢复，或把照片重新划分到另一个文件夹。',
  }),
  'split-from-newer-version': ({ file, version, supported }) => ({
    message: `${file} 由更新版本的 Thaw 写成（格式 ${version}，当前版本最高支持 ${supported}）。`,
    remedy: '更新 Thaw。',
  }),
  'split-unfinished': ({ folder, mode }) => ({
    message: `${folder} 中有一次中途停止的${mode === 'move' ? '移动' : '复制'}划分。没有照片丢失。`,
    remedy: `用与之前相同的命令接着进行，或用 "thaw split --undo ${folder}" 撤销。`,
  }),
  'split-verify-failed': ({ from, to }) => ({
    message: `${from} 复制到 ${to} 后读回的内容不一致，副本已删除，原文件未改动。`,
    remedy: '检查写入的磁盘，然后重试或换一个位置。',
  }),
  'split-journal-missing': ({ folder }) => ({
    message: `${folder} 中没有可以撤销的 Thaw 划分。`,
    remedy: '指定当时用 "thaw split" 的 --out 给出的文件夹。',
  }),
  'split-journal-damaged': ({ file, line }) => ({
    message: `日志 ${file} 的第 ${count(line)} 行已损坏。未作任何改动。`,
    remedy: '从备份恢复日志。其中每行的 "from" 是照片的原位置，"to" 是新位置。',
  }),
  'split-left-in-place': ({ folder, count: files }) => ({
    message: `${folder} 中有 ${count(files)} 个文件在划分之后被改动，已留在原处。其余已撤销。`,
    remedy: '查看留下的文件，自行放回合适的位置。',
  }),
  'split-source-changed': ({ file }) => ({
    message: `${file} 在扫描之后被修改或移走，未对其作任何改动。`,
    remedy: '恢复原样，或把照片重新划分到另一个文件夹。',
  }),
  'split-source-is-link': ({ file }) => ({
    message: `${file} 是链接，移动后可能失效。未移动任何文件。`,
    remedy: '改用 --mode copy 或 --mode list。',
  }),
};
