import type { CommandErrors } from '../../errors/command-errors.ts';
import { closest } from '../closest.ts';
import type { ErrorSentences } from '../message-types.ts';

export const commandMessages: ErrorSentences<CommandErrors> = {
  'unknown-command': ({ command, known }) => ({
    message: `没有命令 "${command}"。`,
    remedy: didYouMean(command, known),
  }),
  'unknown-option': ({ option, known }) => ({
    message: `这里没有选项 ${option}。`,
    remedy: didYouMean(option, known),
  }),
  'options-conflict': ({ first, second }) => ({
    message: `同时给出了 ${first} 和 ${second}，二者不能并用。`,
    remedy: '只保留其中一个。',
  }),
  'invalid-value': ({ option, value, expected }) => ({
    message: `${option} 的值 "${value}" 不符合要求（${expected}）。`,
    remedy: `改为符合要求的值：${expected}。`,
  }),
  'missing-argument': ({ argument, command }) => ({
    message: `"${command}" 缺少 ${argument}。`,
    remedy: `用法见 "${command} --help"。`,
  }),
  'too-many-arguments': ({ command, argument }) => ({
    message: `"${command}" 不接受更多参数，却给出了 "${argument}"。`,
    remedy: `路径含空格时要加引号。用法见 "${command} --help"。`,
  }),
  'job-crashed': ({ job, exitCode, signal, detail }) => ({
    message: `任务 "${job}" 的进程在完成之前结束（${signal ?? `退出码 ${exitCode ?? '未知'}`}）。${
      detail === '' ? '' : `最后的输出：${detail}`
    }`,
    remedy:
      signal === 'SIGKILL'
        ? '多半是内存不足。关闭其他程序，或减小 --batch，再重新开始。'
        : '重新开始；训练可用 "thaw train --resume RUN" 接着进行。"thaw doctor" 可检查安装。',
  }),
  unexpected: ({ detail }) => ({
    message: `发生了 Thaw 未预料到的情况：${detail}`,
    remedy: '这是 Thaw 的缺陷。报告时附上这段文字和 "thaw doctor" 的输出。',
  }),
};

function didYouMean(given: string, known: readonly string[]): string {
  const near = closest(given, known);
  return near === null
    ? `可用的有：${known.join('、')}。`
    : `是否想写 ${near}？可用的有：${known.join('、')}。`;
}
