import type { TrainingErrors } from '../../errors/training-errors.ts';
import { closest } from '../closest.ts';
import { formatBytes, formatRate } from '../format-numbers.ts';
import type { ErrorSentences } from '../message-types.ts';

export const trainingMessages: ErrorSentences<TrainingErrors> = {
  'unknown-recipe': ({ recipe, known }) => ({
    message: `没有名为 "${recipe}" 的配方。`,
    remedy: didYouMean(recipe, known),
  }),
  'unknown-setting': ({ setting, known }) => ({
    message: `没有名为 "${setting}" 的设置项。`,
    remedy: didYouMean(setting, known),
  }),
  'invalid-setting': ({ setting, value, expected }) => ({
    message: `设置项 "${setting}" 的值 "${value}" 不符合要求（${expected}）。`,
    remedy: `修改 "${setting}" 的值。`,
  }),
  'run-exists': ({ run, unfinished }) => ({
    message: unfinished ? `${run} 中有一次未完成的训练，未作改动。` : `${run} 已存在，未作改动。`,
    remedy: unfinished
      ? `接着训练：thaw train --resume "${run}"，或用 --out 另选文件夹。`
      : '用 --out 另选一个尚不存在的文件夹。',
  }),
  'nothing-to-start-from': ({ run }) => ({
    message: `${run} 中没有任何一层与此网络的层同名且形状相同。`,
    remedy: '请从相同或相近网络的运行开始，或去掉 --from。',
  }),
  'run-finished': ({ run }) => ({
    message: `${run} 中的训练已完成，没有剩余的工作。`,
    remedy: `查看结果：thaw evaluate "${run}"，或换一个文件夹重新训练。`,
  }),
  'snapshot-not-found': ({ run, step, known }) => ({
    message: `${run} 中的训练没有第 ${step} 步的快照。${known.length === 0 ? '没有任何快照。' : `现有：${known.join('、')}。`}`,
    remedy: known.length === 0 ? '以 --snapshot-every 开始的训练才会保留快照。' : '请给出其中一个步数。',
  }),
  'run-not-finished': ({ run }) => ({
    message: `${run} 中的记录尚未完成，还没有可报告的内容。`,
    remedy: `"thaw train --resume ${run}" 可接着进行。`,
  }),
  'run-not-measured': ({ run }) => ({
    message: `${run} 中的记录没有测试照片的回答。`,
    remedy: '请用带测试部分的划分把训练做完。',
  }),
  'too-few-validation-photos': ({ found, needed }) => ({
    message: `这次训练有 ${found} 张验证照片；据此确定何时回答“都不是”至少需要 ${needed} 张。`,
    remedy: '请用更大的验证部分训练，或预测时不用 --accept。',
  }),
  'no-common-photos': ({ run, against }) => ({
    message: `${run} 与 ${against} 的测试照片没有一张相同，无法比较。`,
    remedy: '请用同一个划分训练两者。',
  }),
  'run-photos-missing': ({ run, folder, file }) => ({
    message:
      file === null
        ? `找不到 ${run} 的照片：没有文件夹 ${folder}。`
        : `${folder} 中不是 ${run} 的照片：缺少 ${file}。`,
    remedy:
      '请指明照片现在所在的文件夹：--photos FOLDER。预测、解释、导出和 evaluate --data FOLDER 不需要这些照片。',
  }),
  'run-photos-changed': ({ run, file }) => ({
    message: `${run} 开始训练后照片有变：${file} 已丢失、改动或损坏。`,
    remedy: '恢复该文件，或换一个文件夹重新训练。',
  }),
  'loss-not-finite': ({ phase, epoch, learningRate }) => ({
    message: `损失在第 ${epoch} 轮超出数值范围（阶段 ${phase}，学习率 ${formatRate(learningRate)}）。此前各轮已保存。`,
    remedy: '降低学习率重新训练，例如降到十分之一：--set learningRate=VALUE。',
  }),
  'features-overflow': ({ layer }) => ({
    message: `层 ${layer} 对某张照片的输出超过 65,504（缓存特征能存的最大值），或不是数值。`,
    remedy: '用全精度保存特征：--set precision=exact。若仍出错，说明权重不属于这个网络。',
  }),
  'cache-too-small': ({ neededBytes, limitBytes, copies, copiesThatFit }) => ({
    message: `${copies} 份副本的特征需要 ${formatBytes(neededBytes)} 缓存，上限为 ${formatBytes(limitBytes)}。`,
    remedy:
      copiesThatFit > 0
        ? `减少副本：--set copies=${copiesThatFit}，或腾出磁盘空间。`
        : '腾出磁盘空间，用 THAW_HOME 移动缓存，或用 --image-size 减小图片尺寸。',
  }),
  'memory-too-small': ({ phase, needed, available, limit }) => ({
    message: `即使逐张计算，阶段"${phase}"也需要约 ${formatBytes(needed)} 内存。${
      { container: '此容器剩余', ulimit: 'ulimit 允许此进程使用', machine: '这台计算机空闲' }[limit]
    } ${formatBytes(available)}。没有开始任何工作。`,
    remedy: {
      container: '给容器更多内存，或改用较小的图片边长或较小的网络。',
      ulimit: '提高限制（ulimit -v、ulimit -d），或改用较小的图片边长或较小的网络。',
      machine: '关闭其他程序，或改用较小的图片边长或较小的网络。',
    }[limit],
  }),
  paused: ({ run, epoch }) => ({
    message: epoch === 0 ? '训练已暂停，尚未完成任何一轮。' : `训练已暂停，第 ${epoch} 轮已保存。`,
    remedy: run === '' ? '重新开始即可。' : `接着训练：thaw train --resume "${run}"。`,
  }),
  cancelled: ({ run }) => ({
    message: '已停止。',
    remedy:
      run === null ? '需要时重新开始即可。' : `已完成的部分已保存。接着训练：thaw train --resume "${run}"。`,
  }),
};

function didYouMean(given: string, known: readonly string[]): string {
  const near = closest(given, known);
  return near === null
    ? `可用的有：${known.join('、')}。`
    : `是否想写 ${near}？可用的有：${known.join('、')}。`;
}
