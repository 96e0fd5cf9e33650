import type { ResultWords } from '../en/result-words.ts';
import { formatCount } from '../format-numbers.ts';

const count = (value: number): string => formatCount(value, 'zh-CN');

export const resultWords: ResultWords = {
  layouts: {
    'class-folders': '每个类别一个子文件夹',
    'split-folders': '已划分好',
    list: '路径与标签列表',
    'thaw-split': '由 Thaw 划分',
  },
  parts: { train: '训练', validation: '验证', test: '测试', all: '照片' },
  scanned: (photos, classes, layout) => `${count(photos)} 张照片，${count(classes)} 个类别（${layout}）。`,
  misnamed: (photos) => `${count(photos)} 张照片的扩展名与实际类型不符，仍会使用：`,
  check: {
    none: (photos) => `${count(photos)} 张照片中没有两张是同一画面。`,
    found: (groups, inGroups, photos) =>
      `${count(groups)} 个画面出现不止一次：共 ${count(inGroups)} 张，全部照片 ${count(photos)} 张。`,
    leaked: (part, leaked, all, share) =>
      `${part}：${count(all)} 张中有 ${count(leaked)} 张（${share}）也在模型学习或挑选所用的部分里，得分会虚高。`,
    conflicts: (groups) => `${count(groups)} 个画面出现在不止一个类别里，请决定哪个正确。`,
    quick: '未查找裁剪或倾斜的副本（--quick）。',
    identical: '同一文件：',
    onePicture: '同一画面：',
    more: (groups) => `另有 ${groups} 个；--json 列出全部。`,
    suspects: (photos) => `${count(photos)} 张照片更像另一个类别，标签可能有误，最可疑的在前：`,
    looksLike: (className, other) => `标为“${className}”，更像“${other}”`,
    done: (time) => `检查完毕，用时 ${time}。没有改动任何内容。`,
  },
  methods: {
    title: (photos) => `各种测试方式，${count(photos)} 张测试照片`,
    method: '方式',
    scales: '尺度',
    pictures: '每张照片的图片数',
    accuracy: '准确率',
    interval: '95 %',
    loss: '损失',
    speed: '照片/秒',
    againstPlain: '与普通方式相比',
    verdicts: {
      better: (own, plain, p) => `更好：+${own} −${plain}（p = ${p}）`,
      worse: (own, plain, p) => `更差：+${own} −${plain}（p = ${p}）`,
      unclear: (own, plain, p) => `无明显差异：+${own} −${plain}（p = ${p}）`,
      same: () => '答对的照片相同',
    },
    weight: (run, weight) => `权重 ${weight}：${run}`,
    kept: '已保存在记录的 testing.json 中。',
  },
  rate: {
    lowest: (rate) => `损失在 ${rate} 处最低；再高训练就会发散。`,
    steepest: (rate) => `在 ${rate} 处下降最快。`,
    neverFell: '损失从未下降，无法给出建议。可加大 --steps，或检查照片。',
    suggestion: (rate) => `建议的学习率：${rate}`,
    curveAt: (path) => `曲线在 ${path}`,
  },
  subjects: ({ count: groups, photos, largest, name }) =>
    groups === 1
      ? `1 个组共 ${count(photos)} 张照片，留在同一部分：${name}。`
      : `${count(groups)} 个组共 ${count(photos)} 张照片，最大的一组 ${count(largest)} 张（${name}）；各组留在同一部分。`,
  noSubjects: '按这些规则，没有照片属于同一组。',
  subject: (name, photos) => `${name}（${count(photos)}）`,
  keptTogether: (pictures) =>
    pictures === 0 ? '没有重复的画面。' : `${count(pictures)} 个画面出现不止一次，各自留在同一部分。`,
  splitDone: (mode, out) =>
    mode === 'list'
      ? `划分已写入 ${out}，照片留在原处。`
      : mode === 'copy'
        ? `照片已复制到 ${out}，原文件未改动。`
        : `照片已移动到 ${out}。"thaw split --undo ${out}" 可移回原处。`,
  splitPlanned: '未写入任何内容（--dry-run）。',
  trainNext: (out) => `下一步：thaw train ${out}`,
  undone: (files) => (files === 0 ? '划分已撤销。' : `划分已撤销（${count(files)} 个文件）。`),
  leftInPlace: (files) => `${count(files)} 个文件在划分之后有改动，留在原处：`,
  className: '类别',
  total: '合计',
  runAt: (run) => `训练写入 ${run}`,
  epochTable: {
    phase: '阶段',
    epoch: '轮次',
    loss: '损失',
    accuracy: '正确率',
    validationLoss: '验证损失',
    validationAccuracy: '验证正确率',
    time: '用时',
  },
  bestMark: '目前最佳',
  fold: (fold, of, run) => `第 ${count(fold)} 折，共 ${count(of)} 折：${run}`,
  crossValidated: (folds, file) =>
    `每张照片都测试了一次，由 ${count(folds)} 个模型中没见过它的那个回答。数字保存在 ${file}`,
  part: { test: '测试照片', validation: '验证照片' },
  noTest: '没有测试照片：无从得知模型对新照片有多准。',
  accuracy: '正确率',
  loss: '损失',
  rocArea: 'ROC 面积',
  averagePrecision: '平均精确率',
  amongLikeliest: (k) => `前 ${count(k)} 个答案之内`,
  calibrationError: '校准误差',
  calibrated: (before, temperature) => `训练所得为 ${before}，温度 ${temperature}`,
  comparison: (against) => `与 ${against} 比较`,
  compared: (first, second, total) =>
    `两者都测过的 ${count(total)} 张测试照片：只有这个记录答对 ${count(first)} 张，只有另一个记录答对 ${count(second)} 张。`,
  comparedLeftOut: (photos) => `只有一个记录测过的 ${count(photos)} 张测试照片未计入。`,
  verdicts: {
    better: (p) => `这个记录更好；若纯属偶然则很少见（p = ${p}）。`,
    worse: (p) => `这个记录更差；若纯属偶然则很少见（p = ${p}）。`,
    unclear: (p) => `差别可能出于偶然（p = ${p}）。`,
    same: () => '没有一张照片的回答不同。',
  },
  right: (correct, total) => `${count(total)} 张中答对 ${count(correct)} 张`,
  expect: (low, high) => `对同类新照片，正确率预计在 ${low} 到 ${high}\u00a0% 之间（95\u00a0% 置信）。`,
  onlyFew: (total) => `只有 ${count(total)} 张测试照片：`,
  confusionMatrix: '混淆矩阵',
  are: (name) => `实为 ${name}`,
  said: (name) => `判为 ${name}`,
  precision: '精确率',
  recall: '召回率',
  f1: 'F1',
  photos: '照片',
  trained: (epochs, best, time, memory) =>
    `${count(epochs)} 轮，用时 ${time}，最佳：第 ${count(best)} 轮；内存最多占用 ${memory}。`,
  savedAt: (run) => `记录保存在 ${run}`,
  afterTraining: (run) =>
    `下一步：thaw predict ${run} PHOTOS，或 thaw export ${run} --format keras-h5 --out FILE`,
  answer: (label, share) => `${label} ${share}`,
  unreadable: '无法读取',
  noneOfThese: (label, share) => `都不是（${label} ${share}）`,
  refused: (n) =>
    `${count(n)} 张回答“都不是”：把握或与训练照片的相似程度低于所定的界限。--accept-all 给出全部回答。`,
  acceptance: '给出类别（不是“都不是”）',
  acceptedRight: '其中答对',
  predicted: (files, time) => `${count(files)} 张照片，用时 ${time}。`,
  csvAt: (file) => `回答保存在 ${file}`,
  exported: (format, out) => `已按 ${format} 导出到 ${out}`,
  sameScores: (most, mean, on) =>
    `分数一致：重新读入后，在 ${count(on)} 张图片上概率最多相差 ${most}，平均相差 ${mean}。`,
  halfScores: (most, mean, on) =>
    `重新读入后，与权重舍入为半精度的模型分数一致。与模型本身相比，在 ${count(on)} 张图片上概率最多相差 ${most}，平均相差 ${mean}。`,
  sameTopClass: (same, on) => `${count(on)} 张中有 ${count(same)} 张最可能的类别相同。`,
  knownPhotos: (file, difference) =>
    `${file} 供判断“都不是”时比较照片，方法写在旁边的标签文件里；相似度最多相差 ${difference}。`,
  reportAt: (file) => `报告保存在 ${file}`,
  reportMissing: (photos) => `其中 ${count(photos)} 张照片已不在或有改动，报告中有说明。`,
  weights: {
    name: '网络',
    state: '状态',
    here: '已有',
    notHere: '尚未获取',
    fetched: (base, sha256) => `${base} 已就绪。张量的 SHA-256：${sha256}`,
  },
  unpacked: {
    done: (train, test, classes) =>
      `${count(train)} 张图片用于学习，${count(test)} 张用于测试，${count(classes)} 个类别。`,
    next: (command) => `接下来：${command}`,
  },
  recipe: {
    isDefault: '默认',
    augmentation: '有增强',
    noAugmentation: '无增强',
    teaches: (lesson) => `学到什么：${lesson}`,
    fromScratch: '从零开始',
    onBase: (base) => `以 ${base} 为基座`,
    phase: (epochs, learnFrom, optimizer, rate, batch) =>
      `${epochs} 轮，从 ${learnFrom} 起学习，${optimizer} ${rate}，每批 ${batch} 张`,
    settings: '可用 --set 更改的值：',
  },
  demo: {
    start: '在示例照片上走完整个流程：划分、两阶段训练、测试、预测、导出。',
    shorter: (epochs, usual, photos, copies) =>
      `为尽快完成而缩短：${epochs} 轮（平常 ${usual} 轮），每类 ${photos} 张照片，${copies}。结果会不如完整训练。`,
    copies: (made, usual) => `每张照片 ${made} 份增强副本（平常 ${usual} 份）`,
    step: (number, of, what) => `${number}/${of} ${what}`,
    steps: { sample: '示例照片', split: '划分', train: '训练与测试', predict: '预测', export: '导出' },
    done: (time) => `完成，用时 ${time}。全部内容在这个文件夹里：`,
    places: {
      split: '划分',
      run: '记录：曲线、设置、评估',
      answers: '部分测试照片的回答',
      kerasH5: 'Keras 用的模型',
      tfjs: 'TensorFlow.js 用的模型',
    },
  },
};
