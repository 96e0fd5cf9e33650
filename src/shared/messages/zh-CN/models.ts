import type { ModelErrors } from '../../errors/model-errors.ts';
import { closest } from '../closest.ts';
import type { ErrorSentences } from '../message-types.ts';

export const modelMessages: ErrorSentences<ModelErrors> = {
  'unknown-base': ({ base, known }) => ({
    message: `没有名为 "${base}" 的基座网络。`,
    remedy: `从以下选择：${known.join('、')}。`,
  }),
  'unknown-layer': ({ layer, known }) => {
    const near = closest(layer, known);
    return {
      message: `网络中没有层 "${layer}"。`,
      remedy:
        near === null
          ? `从以下选择：${known.join('、')}。`
          : `是否想用 "${near}"？可用的有：${known.join('、')}。`,
    };
  },
  'layer-without-filters': ({ layer, known }) => ({
    message: `层 "${layer}" 没有滤波器：它的输出是一列数，不是画面。`,
    remedy: `请选择其中之一：${known.join('、')}。`,
  }),
  'network-without-places': () => ({
    message: '这个网络没有卷积层：无法说明答案来自照片的哪个位置。',
    remedy: '请解释带卷积层的网络的运行；答案本身不受影响。',
  }),
  'weights-missing': ({ base, tried, address }) => ({
    message: `无法从任何来源取得 ${base} 的权重。已尝试：${tried.join('；')}。`,
    remedy: `连接网络后重试，或在任意一台电脑上下载 ${address}，再在这里导入：thaw weights import FILE --base ${base}。`,
  }),
  'weights-wrong-hash': ({ file, expected, found }) => ({
    message: `${file} 中不是预期的权重：张量的 SHA-256 为 ${found}，应为 ${expected}。`,
    remedy: '使用未经改动、不含全连接层（notop）的 Keras 文件。',
  }),
  'weights-file-not-found': ({ file }) => ({
    message: `找不到权重文件 ${file}。`,
    remedy: '检查路径；如已设置变量 THAW_WEIGHTS，也检查它。',
  }),
  'weights-file-invalid': ({ file, detail }) => ({
    message: `无法将 ${file} 作为权重读取（${detail}）。`,
    remedy: '给出含 float32 权重的 Keras .h5 文件、ONNX 文件或 safetensors 文件。',
  }),
  'weights-layer-missing': ({ file, layer }) => ({
    message: `${file} 中没有形状符合的权重 ${layer}。`,
    remedy: '给出同一网络的文件。',
  }),
  'image-size-too-small': ({ size, least }) => ({
    message: `${size} px 的图片对这个网络太小，至少需要 ${least} px。`,
    remedy: `把图片边长设为 ${least} 或更大。`,
  }),
  'graph-rejected': ({ graph, layer, detail }) => ({
    message: `TensorFlow 未能运行计算图 "${graph}"${layer === null ? '' : `，层 ${layer}`}：${detail}`,
    remedy: '运行 thaw doctor；--set backend=wasm 不需要 TensorFlow，但较慢。',
  }),
  'onnx-graph-rejected': ({ graph, detail }) => ({
    message: `onnxruntime 未能运行计算图 "${graph}"：${detail}`,
    remedy: '设置 THAW_ONNXRUNTIME=none：冻结层也由 WebAssembly 计算，但较慢。',
  }),
  'out-of-memory': ({ work, detail }) => ({
    message: `内存不足，无法计算 "${work}"：${detail}`,
    remedy:
      '关闭其他程序，或改用较小的图片边长或较小的网络。使用 GPU 时，CUDA_VISIBLE_DEVICES=-1 改为在主内存中计算。',
  }),
  'gpu-lost': ({ gpu, detail }) => ({
    message: `GPU（${gpu}）停止了计算：${detail}`,
    remedy:
      '到上一个完成的轮次为止没有任何丢失：继续这次训练即可。若再次发生，请更新驱动，或用 --set backend=wasm 计算。',
  }),
  'gpu-out-of-memory': ({ gpu, detail }) => ({
    message: `GPU（${gpu}）内存不足，即使每次只算一张照片：${detail}`,
    remedy: '改用较小的图片边长或较小的网络，或用 --set backend=tensorflow 或 backend=wasm 计算。',
  }),
  'run-not-found': ({ run }) => ({
    message: `找不到记录文件夹 ${run}。`,
    remedy: '检查路径：它是训练写出的文件夹。',
  }),
  'run-file-damaged': ({ file, detail }) => ({
    message: `${file} 与 Thaw 写入时不同（${detail}）。`,
    remedy: '从备份恢复这次记录，或重新训练。',
  }),
  'run-from-newer-version': ({ run, version, supported }) => ({
    message: `${run} 由更新版本的 Thaw 写入（格式 ${version}；本版本最高读取 ${supported}）。`,
    remedy: '更新 Thaw。这次记录未被改动。',
  }),
  'run-has-no-model': ({ run }) => ({
    message: `${run} 中没有完成的模型。`,
    remedy: `给出训练写入的文件夹。如果训练尚未完成：thaw train --resume "${run}"。`,
  }),
  'method-not-possible': ({ method, reason, size }) => ({
    message:
      reason === 'head'
        ? `"${method}" 需要展平后的全连接层，或对所有位置求平均；此网络两者都没有。`
        : `"${method}" 不能用小于网络自身尺寸（${size} 像素）的图片。`,
    remedy:
      reason === 'head'
        ? '改用其他测试方式：flip、scales、ten-crop 或 multi-crop。'
        : `请给出不小于 ${size} 的尺度。`,
  }),
  'ensemble-not-possible': ({ run, reason, photos }) => ({
    message:
      reason === 'classes'
        ? `${run} 的类别不同，无法与本次记录的回答求平均。`
        : `${run} 的训练用到了本次记录用于测试或选择的 ${photos} 张照片，平均后的结果会虚高。`,
    remedy: '请选择类别相同、使用同一划分训练的记录。',
  }),
};
