import type { AppErrors } from '../../errors/app-errors.ts';
import { assertNever } from '../../assert-never.ts';
import { formatBytes } from '../format-numbers.ts';
import type { ErrorSentences } from '../message-types.ts';

const checks = { data: '照片', weights: '权重', device: '设备', space: '磁盘空间', start: '作为起点的运行' };
const doings = {
  reading: '正在读取照片',
  splitting: '正在复制或移动照片',
  training: '正在训练',
  checking: '正在检查照片',
};

export const appMessages: ErrorSentences<AppErrors> = {
  'project-not-found': ({ project }) => ({
    message: `项目 ${project} 已不存在。`,
    remedy: '在起始页打开其他项目。',
  }),
  'project-file-damaged': ({ file, detail }) => ({
    message: `项目文件 ${file} 已损坏：${detail}。文件未作改动。`,
    remedy: '放回该文件的副本，或用同一文件夹新建项目。',
  }),
  'project-from-newer-version': ({ file, version, supported }) => ({
    message: `${file} 由更新版本的 Thaw 写成（版本 ${version}，本版本最高支持 ${supported}）。`,
    remedy: '用那个版本打开，或更新本程序。',
  }),
  'project-not-ready': ({ check }) => ({
    message: `暂不能开始训练：${checks[check]}尚未就绪。`,
    remedy: '查看训练页上标出的检查项，其中有解决办法。',
  }),
  'project-busy': ({ doing }) => ({
    message: `项目正忙：${doings[doing]}。`,
    remedy: '等待完成，或先停止。',
  }),
  'folder-not-allowed': ({ path, roots }) => ({
    message: `${path} 不在允许打开的文件夹内：${roots.join('、')}。`,
    remedy: '选择其中的文件夹，或用 "thaw serve --root 文件夹" 启动。',
  }),
  'folder-name-invalid': ({ name }) => ({
    message: `"${name}" 不能作为文件夹名。`,
    remedy: '换一个不含斜杠、也不是 "." 或 ".." 的名称。',
  }),
  'folder-name-taken': ({ path }) => ({ message: `${path} 已存在。`, remedy: '选择它，或换一个名称。' }),
  'photo-not-found': ({ path }) => ({ message: `照片 ${path} 已不存在。`, remedy: '重新读取文件夹。' }),
  'run-in-use': ({ run }) => ({ message: `记录 ${run} 正在训练。`, remedy: '先停止训练。' }),
  'upload-not-found': () => ({ message: '这些上传的文件已不再保留。', remedy: '重新拖入。' }),
  'upload-too-large': ({ limitBytes }) => ({
    message: `这些文件合计超过 ${formatBytes(limitBytes)}。`,
    remedy: '把它们放进本机的文件夹，再打开该文件夹。',
  }),
  'upload-name-invalid': ({ path }) => ({
    message: `"${path}" 不是可用的文件名。`,
    remedy: '重命名该文件后再拖入。',
  }),
  'packed-project-invalid': ({ file, detail }) => ({
    message: `${file} 不是 Thaw 打包的项目，或打包后被改动过（${detail}）。没有打开任何内容。`,
    remedy: '从打包的电脑重新复制，或在那里重新打包。',
  }),
  'zip-damaged': ({ file, detail }) => ({
    message: `无法解压 ${file}：${detail}。未保留任何内容。`,
    remedy: '重新制作 .zip，或自行解压后打开文件夹。',
  }),
  'zip-name-invalid': ({ file, entry }) => ({
    message: `${file} 中有条目会写到别处："${entry}"。未解压任何内容。`,
    remedy: '使用可信来源的 .zip，或自行解压后打开文件夹。',
  }),
  'zip-too-large': ({ file, bytes, limitBytes }) => ({
    message: `${file} 解压后为 ${formatBytes(bytes)}，上限是 ${formatBytes(limitBytes)}。`,
    remedy: '自行解压后打开文件夹。',
  }),
  'zip-too-many-files': ({ file, count, limit }) => ({
    message: `${file} 含 ${count} 个文件，上限是 ${limit} 个。`,
    remedy: '自行解压后打开文件夹。',
  }),
  'zip-encrypted': ({ file }) => ({ message: `${file} 有密码保护。`, remedy: '自行解压后打开文件夹。' }),
  disconnected: ({ since }) => ({
    message: `引擎自 ${since} 起没有回应。`,
    remedy: 'Thaw 会自动重试，训练不受影响。',
  }),
  'not-allowed': ({ what }) => ({ message: notAllowed(what), remedy: '打开 "thaw serve" 打印的链接。' }),
  'port-taken': ({ port }) => ({
    message: `端口 ${port} 已被其他程序占用。`,
    remedy: '用 --port 指定其他端口，或不指定。',
  }),
  'service-runs': ({ port, pid }) => ({
    message: `Thaw 已在端口 ${port} 上运行（进程 ${pid}）。`,
    remedy: '使用正在运行的 Thaw，或先结束它。',
  }),
  'other-version-runs': ({ running, own, trains }) => ({
    message: `Thaw ${running} 仍在${trains ? '训练' : '运行'}，Thaw ${own} 暂时不能启动。`,
    remedy: trains
      ? '请等它完成：它会自行结束，训练成果不会丢失。然后重新启动 Thaw。'
      : '关闭它的窗口和页面，或在它的终端里结束它，然后重新启动 Thaw。',
  }),
  'service-fails': ({ times, detail, log }) => ({
    message: `Thaw 的引擎启动后不久就退出，已有 ${times} 次${detail === '' ? '' : `：${detail}`}。`,
    remedy: `查看 ${log} 中的记录，然后重新启动。`,
  }),
};

function notAllowed(what: AppErrors['not-allowed']['what']): string {
  switch (what) {
    case 'token':
      return '此页面无权与 Thaw 通信：密钥缺失或已过期。';
    case 'origin':
      return '其他网站的页面不能与 Thaw 通信。';
    case 'host':
      return 'Thaw 只在自己的地址上应答。';
    default:
      return assertNever(what);
  }
}
