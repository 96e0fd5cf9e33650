import type { ExportErrors } from '../../errors/export-errors.ts';
import { tensorFlowLite } from '../../export-formats.ts';
import type { ErrorSentences } from '../message-types.ts';

export const exportMessages: ErrorSentences<ExportErrors> = {
  'unknown-format': ({ format, known }) => ({
    message: `没有导出格式 "${format}"。`,
    remedy:
      format === tensorFlowLite
        ? '这种文件只能由 Python 写出：用 --format savedmodel --form network 导出，再按 docs/tensorflow-lite.md 中的五行代码转成 .tflite 文件。'
        : `可选：${known.join('、')}。`,
  }),
  'export-reader-missing': ({ format, reader, detail }) => ({
    message: `${format} 格式由 ${reader} 核对，而它在此无法加载（${detail}）。没有写出任何文件。`,
    remedy: `安装可选的软件包 ${reader}，或选用其他格式。`,
  }),
  'weight-beyond-half': ({ weight, value }) => ({
    message: `${weight} 中有数值 ${String(value)}，而半精度最大为 65504。没有写出任何文件。`,
    remedy: '以 float32 保存权重（--weights float32）。',
  }),
  'layer-not-exportable': ({ format, layer, kind }) => ({
    message: `${format} 格式没有 ${kind} 这种层，而 ${layer} 正是这种层。没有写出任何文件。`,
    remedy: '在 Thaw 中使用该模型，或训练不含此层的网络。',
  }),
  'export-destination-taken': ({ path }) => ({
    message: `${path} 已存在，未作改动。`,
    remedy: '换一个尚不存在的文件名或文件夹名，或先把它移走。',
  }),
  'export-scores-differ': ({ format, differs, maxDifference, allowed, keptAt }) => ({
    message: `导出的 ${format} 文件与模型的分数不一致：${what[differs]}相差 ${difference(maxDifference)}，允许的最大差值为 ${difference(
      allowed,
    )}。导出未放到目标位置，文件保留在 ${keptAt}。`,
    remedy: '这是 Thaw 的缺陷。不要使用这些文件；报告时附上这段文字和 "thaw doctor" 的输出。',
  }),
};

const what = { probability: '概率', familiarity: '与训练照片的相似度' } as const;

function difference(value: number): string {
  return Number.isFinite(value) ? value.toExponential(1) : '无法计量的数值';
}
