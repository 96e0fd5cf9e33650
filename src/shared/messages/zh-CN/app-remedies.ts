import type { AppRemedies, appRemedies as english } from '../en/app-remedies.ts';

const goOn = '可在“训练”页继续。';

export const appRemedies: Required<Pick<AppRemedies, keyof typeof english>> = {
  'no-classes': () => '请为每个类别建一个文件夹，把照片放进去。',
  'class-too-small': ({ reason }) =>
    reason === 'count'
      ? '请减少照片数，或改用比例。'
      : '请为该类别添加其他照片，排除该类别，或把某一部分设为 0。',
  'split-sum-invalid': () => '请给出总和为 100 的三个比例，如 70、15、15。',
  'split-spec-invalid': () => '请给出训练（大于 0）、验证和测试的数目。',
  'group-pattern-invalid': () => '对 rex_01.jpg 这样的文件名，可写 ^([a-z]+)_',
  'group-file-missing': () => '请选择一个 CSV 文件和其中一列。',
  'split-destination-taken': () => '请换一个名称或位置。',
  'split-destination-inside-source': () => '请选择照片文件夹之外的位置。',
  'split-file-taken': () => '请选择其他位置，或先撤销那次划分。',
  'split-unfinished': () => '请用同样的名称和位置重新开始，或将其撤销。',
  'split-journal-missing': () => '可能已经撤销；请查看该文件夹。',
  'split-source-is-link': () => '请改为复制照片。',
  'weight-beyond-half': () => '请保留 float32 权重。',
  'export-scores-differ': () => '这是 Thaw 的缺陷。请勿使用这些文件，并附上这段文字报告。',
  'weights-missing': ({ address }) =>
    `请联网后重试。没有网络时，可在任何电脑上下载 ${address}，再在终端中用 "thaw weights import" 导入。`,
  'graph-rejected': () => '请在全部设置的“计算后端”中选择 WASM：不需要 TensorFlow，但较慢。',
  'run-has-no-model': () => '请选择一个已完成的训练记录。',
  'permission-denied': ({ operation }) =>
    operation === 'read' ? '请获取读取权限，或选择其他位置。' : '请选择可写入的位置。',
  'drive-gone': () => '请恢复原处（例如重新连接磁盘）后再开始；训练会从最后完成的一轮继续。',
  'too-many-open-files': () => '请关闭其他程序，然后重新开始。',
  'disk-full': () => '请腾出磁盘空间后重新开始；训练会从最后完成的一轮继续。',
  'run-exists': () => '请给这次训练换一个名称。',
  'nothing-to-start-from': () => '请从相同或相近网络的记录开始，或不选起点。',
  'run-finished': () => '请查看其结果，或重新训练。',
  'run-not-finished': () => goOn,
  'too-few-validation-photos': () => '请用更大的验证部分训练。',
  'run-photos-missing': () =>
    '请把照片放回原处，或在“数据”页指出它们现在的位置。没有照片也可以预测、解释和导出。',
  'run-photos-changed': () => '请把文件放回原处，或重新训练。',
  'loss-not-finite': () => '请用更低的学习率重新训练，例如原来的十分之一。',
  'features-overflow': () => '请在全部设置的“精度”中选择 exact。如果仍然失败，则权重不属于这个网络。',
  'cache-too-small': ({ copiesThatFit }) =>
    copiesThatFit > 0
      ? `请改用 ${copiesThatFit} 份增强副本，或腾出磁盘空间。`
      : '请腾出磁盘空间，或使用更小的图片。',
  paused: () => goOn,
  cancelled: ({ run }) => (run === null ? '可随时重新开始。' : `已完成的部分已保存。${goOn}`),
  'pip-missing': () => '请安装带 pip 的 Python 3 后重新开始，或从其他电脑带来 TensorFlow 的 wheel 文件。',
  'runtime-unavailable': () => '没有它 Thaw 也能工作，但慢很多。尝试过的方法和失败的原因见上方的设备信息。',
  'binding-does-not-load': () => 'TensorFlow 需要 glibc 2.27 或更新版本，以及支持 AVX 的处理器。',
  'backend-unavailable': () => '请在全部设置的“计算后端”中选择“自动”。',
  'gpu-unavailable': () => '请在全部设置的“计算后端”中选择“自动”。',
  'gpu-too-small': () => '请更新它的驱动，或在全部设置的“计算后端”中选择“自动”。',
  'gpu-lost': () =>
    '可继续这次训练：到最后完成的一轮为止没有任何丢失。若再次发生，请更新驱动，或在“计算后端”中选择 WASM。',
  'gpu-out-of-memory': () =>
    '请使用更小的图片或更小的网络，或在全部设置的“计算后端”中选择 TensorFlow 或 WASM。',
  'model-size-unknown': () => '请说明训练时的图片边长。',
  'model-size-fixed': () => '请把边长留空。',
  'model-classes-unknown': () => '请按输出顺序写出类别名称。Keras 按名称排列类别文件夹。',
  'model-preprocessing-unknown': () => '请选择训练时对像素的处理。',
  'run-was-opened': () => '预测、解释和导出可用。要训练它，请在“训练”页的“起点”中选择它。',
};
