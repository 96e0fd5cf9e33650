import { formatBytes, formatCount, formatDuration } from '../../../../shared/messages/format-numbers.ts';
import { jobWords } from '../../../../shared/messages/zh-CN/job-words.ts';
import type { RunningWords } from './en-running.ts';

const count = (value: number): string => formatCount(value, 'zh-CN');

export const runningWords: RunningWords = {
  doing: (stage) => {
    if (stage === 'evaluating') return '在测试照片上测量';
    return stage === 'downloading' ? '获取权重' : jobWords.stages[stage];
  },
  learning: (learns) => {
    switch (learns.kind) {
      case 'head':
        return '训练分类头';
      case 'from-block':
        return learns.block === 5 ? '微调第 5 块' : `自第 ${learns.block} 块起微调`;
      case 'from-layer':
        return `自 ${learns.layer} 起微调`;
      case 'all':
        return '微调所有层';
      case 'scratch':
        return '训练网络';
    }
  },
  waiting: '排队等候',
  waitingText: '另一个训练正在进行，轮到时会自动开始。',
  preparing: '准备中',
  pausing: '正在暂停',
  pausingText: '先完成手头这一批。',
  paused: '已暂停',
  pausedText: (epoch) =>
    epoch === 0 ? '尚无完成的轮次，继续时从头开始。' : `第 ${epoch} 轮已保存，可从那里继续。`,
  stopping: '正在停止',
  stoppingText: '完成这一轮，然后测量最佳的一轮。',
  failed: '训练已中止',
  finished: '训练完成',
  phaseOf: (phase, phases) => `第 ${phase} 阶段，共 ${phases} 个。`,
  epochOf: (epoch, of) => `第 ${epoch} 轮，共 ${of} 轮`,
  comma: '，',
  left: (time) => `剩余 ${time}`,
  slower: '比先前慢',
  doneOf: (done, total) => (total === null ? count(done) : `${count(done)} / ${count(total)}`),
  doneOfBytes: (done, total) =>
    total === null ? formatBytes(done) : `${formatBytes(done)} / ${formatBytes(total)}`,
  pause: '暂停',
  continue: '继续',
  stop: '停止并保留最佳',
  discard: '放弃…',
  progress: '轮次',
  bestOn: (epoch) => `验证最佳，第 ${epoch} 轮`,
  validationAccuracy: '验证正确率',
  validationLoss: '验证损失',
  trainingAccuracy: '训练正确率',
  trainingLoss: '训练损失',
  soFar: '已用时',

  stopTitle: (epoch) => (epoch === 0 ? '现在停止？' : `在第 ${epoch} 轮后停止？`),
  stopText: (accuracy, epoch) =>
    accuracy === null
      ? `将保留第 ${epoch} 轮的模型，以后可从这里继续。`
      : `将保留目前最佳的模型：第 ${epoch} 轮，验证正确率 ${accuracy}。以后可从这里继续。`,
  keepTraining: '继续训练',
  discardTitle: (name) => `放弃训练"${name}"？`,
  discardText: (epochs) =>
    epochs === 0
      ? '尚无完成的轮次。照片不受影响。'
      : `训练结束，已完成的 ${count(epochs)} 轮移到回收站。照片不受影响。`,
  discardAct: '放弃训练',
  cancel: '取消',
  failures: {
    'disk-full': { title: '磁盘已满，训练已暂停', text: '腾出空间后即可继续。' },
    'drive-gone': { title: '照片已不在原处，训练已暂停', text: '重新连接磁盘后即可继续。' },
    'job-crashed': {
      title: '训练意外中断',
      text: '很可能是内存不足。关闭其他程序或减小每批张数后即可继续。',
    },
  },
  tryAgain: '重试',
  newRun: '准备新的训练',
  savedUntil: (epoch) => `第 ${epoch} 轮已保存，此前的内容都在。`,
  nothingSaved: '尚无完成的轮次。',

  now: '此刻',
  speed: '速度',
  photosPerSecond: (value) => `${value < 10 ? value.toFixed(1) : count(value)} 张/秒`,
  memory: '内存',
  memoryOf: (used, all) => `${(used / 1e9).toFixed(1)} / ${formatBytes(all)}`,
  learningRate: '学习率',
  lossAtStep: (step) => `到第 ${count(step)} 步的损失`,
  stopsEarlyIn: '提前停止',
  withoutGain: (epochs) => `再过 ${count(epochs)} 轮无改善`,
  device: '设备',
  epochTable: '轮次',
  columns: {
    epoch: '轮次',
    trainLoss: '训练损失',
    valLoss: '验证损失',
    valAccuracy: '验证正确率',
    trainAccuracy: '训练正确率',
  },
  best: '最佳',
  noEpochs: '完成第一轮后在这里显示。',
  footerRunning: '每轮自动保存。可以关闭窗口，训练会继续',
  footerRestart: '，重启后也会接着进行',
  fullStop: '。',
  footerPaused: '到此为止的内容均已保存，现在没有训练在进行。',
  openRunFolder: '打开记录文件夹',
  copyRunFolder: '复制文件夹路径',
  pathCopied: '已复制记录文件夹的路径。',

  notices: {
    'no-validation-part': { title: '没有验证照片', text: '每个阶段保留最后一轮，而不是最佳的一轮。' },
    'no-test-part': { title: '没有测试照片', text: '结果中不会有对新照片的正确率。' },
    'slow-backend': {
      title: '本机用 WASM 训练',
      text: '会慢许多倍。在终端运行 "thaw doctor" 可了解怎样换用 TensorFlow。',
    },
  },
  classWeights: (weights) =>
    `各类照片数不等，按以下权重计入：${weights.map(([name, weight]) => `${name} ${weight.toFixed(2)}`).join('，')}。`,
  startedFrom: ({ taken, anew, seenPhotos }) =>
    [
      `${count(taken)} 层以另一次运行的权重开始。`,
      ...(anew.length === 0 ? [] : [`重新开始：${anew.join('、')}。`]),
      ...(seenPhotos === 0 ? [] : [`那次运行学过本次用于测量的 ${count(seenPhotos)} 张照片。`]),
    ].join(''),
  resumed: (epoch) => (epoch === 0 ? '已从头继续。' : `已从第 ${epoch} 轮之后继续。`),
  wentBack: (step) => `训练已回到第 ${count(step)} 步的快照。`,
  fewerAtOnce: (photos: number) => ({
    title: '内存不足，训练继续',
    text: `今后每批分次计算，每次 ${count(photos)} 张照片，更新保持不变。`,
  }),
  gpuLeft: ({ gpu, reason, epoch }) => ({
    title: '训练改在处理器上继续',
    text: `${gpu} ${reason === 'lost' ? '停止了计算' : '内存不足，即使每次只算一张照片'}。${epoch === 0 ? '训练重新开始' : epoch === null ? '工作继续' : `训练从第 ${epoch} 轮之后继续`}，速度较慢。已完成的内容没有丢失。`,
  }),
  fittedToMemory: (phase: string, photos: number) => ({
    title: '每批分次计算',
    text: `"${phase}"：整批所需内存超过可用内存，因此每次计算 ${count(photos)} 张照片，更新保持不变。`,
  }),
  fewerWorkers: (processes: number) => ({
    title: '一个工作进程已结束，训练继续',
    text: `其余 ${count(processes)} 个进程继续，没有丢失任何内容，更新保持不变。`,
  }),
  smallerPass: (photos: number) => ({
    title: '内存不足，工作继续',
    text: `今后网络每次看 ${count(photos)} 张照片，答案保持不变。`,
  }),
  earlyStop: (phase, epoch) => `"${phase}"在第 ${epoch} 轮后结束：验证不再改善。`,
  skipped: (files) => `已跳过 ${count(files)} 个文件，未删除或改动任何文件。`,

  epochSaid: (epoch, accuracy) => `第 ${epoch} 轮，${accuracy}。`,
  newBest: (epoch, accuracy) => `新的最佳：第 ${epoch} 轮，${accuracy}。`,
  onValidation: (accuracy) => `验证 ${accuracy}`,
  onTraining: (accuracy) => `训练照片 ${accuracy}`,
  finishedToast: (accuracy) => (accuracy === null ? '训练完成' : `训练完成：验证正确率 ${accuracy}`),
  ofProject: (project, text) => `${project}：${text}`,
  seeResults: '查看结果',
  failedToast: (reason) => `训练已中止。${reason}`,
  look: '查看',
  duration: (seconds) => formatDuration(seconds, 'zh-CN'),
};
