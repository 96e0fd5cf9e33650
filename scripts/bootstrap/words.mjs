/** What the bootstrap says, before the program that knows all other words is there. */

const english = {
  /** @param {string} version */
  nodeTooOld: (version) =>
    `Thaw needs Node 20.19, 22.12 or newer; this is ${version}. Install a newer Node and start again.`,
  packages: 'Installing packages',
  building: 'Building Thaw',
  buildingPage: 'Building the window',
  waiting: 'Another Thaw is setting up; waiting for it',
  /** @param {number} seconds */
  after: (seconds) => `${seconds} s`,
  /** @param {string} command @param {string} reason */
  failed: (command, reason) => `${command} failed (${reason}). What it said:`,
  offlineHint:
    'Without a connection this works only after packages were installed once. Connect and start again.',
  noWindow: {
    electron: "Electron's binary is not here, so Thaw opens in your browser instead of a window.",
    display: 'There is no display here, so Thaw opens in a browser instead of a window.',
    root: 'As root there is no safe window, so Thaw opens in a browser instead.',
    failed: 'The window could not start, so Thaw opens in your browser instead.',
  },
};

/** @type {typeof english} */
const chinese = {
  nodeTooOld: (version) =>
    `Thaw 需要 Node 20.19、22.12 或更新的版本，当前是 ${version}。安装较新的 Node 后重新开始。`,
  packages: '安装软件包',
  building: '构建 Thaw',
  buildingPage: '构建窗口',
  waiting: '另一个 Thaw 正在准备，等待中',
  after: (seconds) => `${seconds} 秒`,
  failed: (command, reason) => `${command} 失败（${reason}）。其输出：`,
  offlineHint: '只有安装过一次软件包之后才能离线使用。联网后重新开始。',
  noWindow: {
    electron: '这里没有 Electron 程序，因此 Thaw 在浏览器中打开，不用窗口。',
    display: '这里没有显示器，因此 Thaw 在浏览器中打开，不用窗口。',
    root: '以 root 身份无法安全地打开窗口，因此 Thaw 在浏览器中打开。',
    failed: '窗口无法启动，因此 Thaw 在浏览器中打开。',
  },
};

const { THAW_LANGUAGE, LC_ALL, LC_MESSAGES, LANG } = process.env;

export const words = /^zh/i.test(THAW_LANGUAGE || LC_ALL || LC_MESSAGES || LANG || '') ? chinese : english;
