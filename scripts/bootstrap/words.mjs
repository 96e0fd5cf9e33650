/** What the bootstrap says, before the program that knows all other words is there. */

const english = {
  /** @param {string} version */
  nodeTooOld: (version) =>
    `Thaw needs Node 20.19, 22.12 or newer; this is ${version}. Install a newer Node and start again.`,
  packages: 'Installing packages',
  building: 'Building Thaw',
  waiting: 'Another Thaw is setting up; waiting for it',
  /** @param {number} seconds */
  after: (seconds) => `${seconds} s`,
  /** @param {string} command @param {string} reason */
  failed: (command, reason) => `${command} failed (${reason}). What it said:`,
  offlineHint:
    'Without a connection this works only after packages were installed once. Connect and start again.',
};

/** @type {typeof english} */
const chinese = {
  nodeTooOld: (version) =>
    `Thaw 需要 Node 20.19、22.12 或更新的版本，当前是 ${version}。安装较新的 Node 后重新开始。`,
  packages: '安装软件包',
  building: '构建 Thaw',
  waiting: '另一个 Thaw 正在准备，等待中',
  after: (seconds) => `${seconds} 秒`,
  failed: (command, reason) => `${command} 失败（${reason}）。其输出：`,
  offlineHint: '只有安装过一次软件包之后才能离线使用。联网后重新开始。',
};

const { THAW_LANGUAGE, LC_ALL, LC_MESSAGES, LANG } = process.env;

export const words = /^zh/i.test(THAW_LANGUAGE || LC_ALL || LC_MESSAGES || LANG || '') ? chinese : english;
