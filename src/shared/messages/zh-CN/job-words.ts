import { formatBytes, formatCount, formatTimeAhead } from '../format-numbers.ts';
import type { JobWords } from '../en/job-words.ts';

const count = (value: number): string => formatCount(value, 'zh-CN');

/** Seconds from which the parts of a time are told too. */
const worthParting = 120;

const details: Record<string, string> = {
  head: '分类头',
  'fine-tune': '最后一块',
  'whole-network': '整个网络',
  train: '训练照片',
  validation: '验证照片',
  test: '测试照片',
};

export const jobWords: JobWords = {
  stages: {
    scanning: '读取文件夹',
    splitting: '划分',
    undoing: '撤销划分',
    'preparing-gpu': '准备 GPU',
    'choosing-precision': '测试本机速度',
    'reading-photos': '读取照片',
    'finding-twins': '比较照片',
    'reading-model': '读取模型',
    'arranging-photos': '排布照片',
    'measuring-speed': '测量这台电脑的速度',
    'caching-features': '缓存特征',
    'sweeping-rates': '试学习率',
    training: '训练',
    evaluating: '测量',
    testing: '以其他方式测试',
    predicting: '预测',
    explaining: '解释',
    exporting: '导出',
    reporting: '正在绘制错误',
    checking: '核对',
    downloading: '下载',
    packing: '打包',
    unpacking: '解包',
    compiling: '编译',
  },
  title: (stage, detail) => {
    const doing = jobWords.stages[stage];
    if (detail === undefined) return doing;
    const known = details[detail];
    return known === undefined ? `${doing} ${detail}` : `${doing}${known}`;
  },
  phases: { head: '分类头', 'fine-tune': '微调', 'whole-network': '整个网络' },
  units: { photos: '张', files: '个文件', epochs: '轮', bytes: '字节', steps: '步' },
  perSecond: (rate, unit) => `${rate} ${unit}/秒`,
  left: (time) => `剩余 ${time}`,
  doneIn: (what, time) => `${what}：完成，用时 ${time}`,
  skipReasons: {
    hidden: '隐藏文件',
    'system-folder': '系统文件夹',
    'nested-folder': '类别文件夹里的文件夹',
    'outside-class-folder': '不在类别文件夹里',
    'broken-link': '链接的目标不存在',
    'link-outside': '链接指向文件夹之外',
    'link-loop': '链接循环',
    'not-an-image': '不是图片',
    'wrong-extension': '扩展名与内容不符',
    unreadable: '无权读取',
    damaged: '已损坏',
    'too-large': '过大',
    'empty-file': '空文件',
    'empty-class': '类别文件夹里没有照片',
    missing: '已不存在',
    changed: '首次读取后已被改动',
  },
  skipped: (files) => `已跳过 ${count(files)} 个文件，未删除或改动任何文件。`,
  step: (step, loss, rate) => `第 ${step} 步：损失 ${loss}，学习率 ${rate}`,
  andMore: (files) => `另有 ${count(files)} 个`,
  notice: (notice) => {
    switch (notice.code) {
      case 'no-validation-part':
        return '没有验证部分：每个阶段保留最后一轮，而不是最佳的一轮。';
      case 'no-test-part':
        return '没有测试部分：结果中不会有测试正确率。';
      case 'class-weights':
        return `各类照片数不等，按以下权重计入：${Object.entries(notice.weights)
          .map(([name, weight]) => `${name} ${weight.toFixed(2)}`)
          .join('，')}。`;
      case 'backend':
        return `用 ${notice.backend} 在 ${notice.device} 上以 ${notice.precision} 计算。`;
      case 'slow-backend':
        return `${notice.backend} 比 TensorFlow 慢许多倍。"thaw doctor" 会说明怎样换用更快的。`;
      case 'time-estimate': {
        const parts = notice.phases.map(
          ({ name, seconds }) => `${jobWords.phases[name] ?? name}约 ${formatTimeAhead(seconds, 'zh-CN')}`,
        );
        const whole = `在这台电脑上约需 ${formatTimeAhead(notice.seconds, 'zh-CN')}`;
        return parts.length > 1 && notice.seconds >= worthParting
          ? `${whole}：${parts.join('，')}。`
          : `${whole}。`;
      }
      case 'shorter-phases':
        return `各阶段比平常短：${notice.epochs.join(' + ')} 轮，平常为 ${notice.usual.join(' + ')} 轮。`;
      case 'started-from': {
        const anew = notice.anew.length === 0 ? '没有重新开始的层' : `重新开始：${notice.anew.join('、')}`;
        const seen =
          notice.seenPhotos === 0
            ? ''
            : `那次运行学过本次用于选择和测量的照片中的 ${count(notice.seenPhotos)} 张：结果会偏好。`;
        return `${count(notice.taken)} 层以 ${notice.run} 的权重开始；${anew}。${seen}`;
      }
      case 'resumed':
        return notice.epoch === 0 ? '尚无完成的轮次，从头继续。' : `从第 ${notice.epoch} 轮之后继续。`;
      case 'went-back':
        return `训练已回到第 ${count(notice.step)} 步的快照。`;
      case 'fewer-at-once':
        return `内存不足。现在每批分次计算，每次 ${count(notice.photos)} 张照片，更新保持不变。`;
      case 'gpu-left': {
        const failure = notice.reason === 'lost' ? '停止了计算' : '内存不足，即使每次只算一张照片';
        const goesOn =
          notice.epoch === null
            ? '工作改在处理器上继续，没有丢失任何内容'
            : notice.epoch === 0
              ? '训练改在处理器上重新开始'
              : `训练从第 ${notice.epoch} 轮之后改在处理器上继续，没有丢失任何内容`;
        return `GPU（${notice.gpu}）${failure}。${goesOn}，速度较慢。`;
      }
      case 'fitted-to-memory':
        return `阶段"${notice.phase}"：每批 ${count(notice.batch)} 张约需 ${formatBytes(notice.needed)} 内存，可用 ${formatBytes(notice.available)}。因此每次计算 ${count(notice.photos)} 张，更新保持不变。`;
      case 'fewer-workers':
        return `一个工作进程已结束。其余 ${count(notice.processes)} 个进程继续，没有丢失任何内容，更新保持不变。`;
      case 'smaller-pass':
        return `内存不足。现在网络每次看 ${count(notice.photos)} 张照片，答案保持不变。`;
      case 'early-stop':
        return `阶段"${notice.phase}"在第 ${notice.epoch} 轮后结束：验证损失不再下降。`;
      case 'missing-value':
        return `此处未知：${notice.what}。`;
    }
  },
};
