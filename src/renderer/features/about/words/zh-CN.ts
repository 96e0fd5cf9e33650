import type { AboutWords } from './en.ts';

export const zhCN: AboutWords = {
  title: '关于 Thaw',
  version: (version) => `版本 ${version}，Apache 许可证 2.0`,
  promise: '照片、模型和日志都留在本机。Thaw 不向任何人上报。',
  diagnostics: '出问题时',
  diagnosticsText:
    '求助时附上这些信息：版本、处理器、内存、磁盘、用什么计算及原因，以及日志的最后几行。其中没有照片、照片名称或密钥。',
  gathering: '检测中…',
  copy: '复制诊断信息',
  copied: '已复制。',
  tryAgain: '重试',
  show: '复制的内容',
  licences: '许可证',
  licencesText: (count) => `Thaw 建立在他人的成果之上，共 ${count} 个组成部分。`,
  licencesLabel: '组成部分及其许可证',
  fetched: '首次需要时下载',
  noText: '没有附带文本。',
  close: '关闭',
};
