import type { Language } from '../shared/messages/language.ts';

/** What menus and the system's dialogs say. */
const english = {
  file: 'File',
  edit: 'Edit',
  view: 'View',
  go: 'Go',
  window: 'Window',
  help: 'Help',
  about: 'About Thaw, Diagnostics, Licences…',
  openFolder: 'Open Folder…',
  home: 'Home',
  steps: ['Data', 'Augment', 'Train', 'Results', 'Predict', 'Export'] as readonly string[],
  photos: 'Photos',
  zip: 'Zip archives',
  cancel: 'Cancel',
  open: 'Open',
  openLink: 'Open this link in the browser?',
  closeTitle: 'Training goes on without the window.',
  closeDetail: 'Open Thaw again to see how far it is. Every finished epoch is saved.',
  keepOpen: 'Keep the window',
  close: 'Close the window',
  pageGoneTitle: 'The window keeps ending.',
  pageGoneDetail: 'Trainings go on without it. Closing other programs may help: its memory may run short.',
  tryAgain: 'Open it again',
  hangsTitle: 'The window does not answer.',
  hangsDetail: 'Trainings go on without it. Opening it again loses only what was typed in just now.',
  wait: 'Wait',
};
export type DesktopWords = typeof english;

const chinese: DesktopWords = {
  file: '文件',
  edit: '编辑',
  view: '显示',
  go: '前往',
  window: '窗口',
  help: '帮助',
  about: '关于 Thaw、诊断信息、许可证…',
  openFolder: '打开文件夹…',
  home: '起始页',
  steps: ['数据', '增强', '训练', '结果', '预测', '导出'],
  photos: '照片',
  zip: 'Zip 压缩包',
  cancel: '取消',
  open: '打开',
  openLink: '在浏览器中打开此链接？',
  closeTitle: '关闭窗口后训练会继续。',
  closeDetail: '再次打开 Thaw 即可查看进度。每一轮完成后都会保存。',
  keepOpen: '保留窗口',
  close: '关闭窗口',
  pageGoneTitle: '窗口反复意外结束。',
  pageGoneDetail: '训练会继续，不受影响。可能是内存不足，关闭其他程序或许有用。',
  tryAgain: '重新打开',
  hangsTitle: '窗口没有响应。',
  hangsDetail: '训练会继续，不受影响。重新打开只会丢失刚刚输入的内容。',
  wait: '等待',
};

const words: Readonly<Record<Language, DesktopWords>> = { en: english, 'zh-CN': chinese };

export function wordsOf(language: Language): DesktopWords {
  return words[language];
}
