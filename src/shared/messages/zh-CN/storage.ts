import type { StorageErrors } from '../../errors/storage-errors.ts';
import type { ErrorSentences } from '../message-types.ts';

export const storageMessages: ErrorSentences<StorageErrors> = {
  'permission-denied': ({ path, operation }) => ({
    message: `当前用户无权${operation === 'read' ? '读取' : '写入'} ${path}。`,
    remedy:
      operation === 'read' ? '取得读取权限，或换一个位置。' : '换一个可以写入的位置，例如用 --out 指定。',
  }),
  'disk-full': ({ path }) => ({
    message: `磁盘已满，无法写入 ${path}。此前完成的内容已保留。`,
    remedy: '腾出磁盘空间后重新开始；训练可用 "thaw train --resume RUN" 接着进行。',
  }),
  'drive-gone': ({ path }) => ({
    message: `${path} 已不在原处，例如其磁盘已被拔出。此前完成的内容已保留。`,
    remedy: '恢复后重新开始；训练可用 "thaw train --resume RUN" 接着进行。',
  }),
  'too-many-open-files': ({ path }) => ({
    message: `无法打开${path ? ` ${path}` : '文件'}：系统不允许 Thaw 同时打开更多文件。`,
    remedy: '关闭其他程序，或提高可同时打开的文件数（例如 "ulimit -n 4096"），然后重新开始。',
  }),
  'file-damaged': ({ file, detail }) => ({
    message: `${file} 已损坏：${detail}。`,
    remedy: '如果它在 Thaw 的缓存里，删除后会重新生成；否则从备份恢复。',
  }),
  'locked-by-other': ({ path, pid, machine, freeAfterMinutes }) =>
    machine === null
      ? {
          message: `${path} 正被另一个 Thaw 使用${pid > 0 ? `（进程 ${pid}）` : ''}。`,
          remedy: '等它结束，或将其终止。',
        }
      : {
          message: `${path} 正被另一台电脑 ${machine} 上的 Thaw 使用（那台电脑上的进程 ${pid}）。`,
          remedy: `等它在那台电脑上结束，或在那里将其终止。如果那台电脑已不再处理它，请在它停止 ${freeAfterMinutes} 分钟后再试。`,
        },
};
