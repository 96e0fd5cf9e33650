import type { Advice } from '../../shared/advice/advice.ts';
import { adviceHelps, adviceSeen } from '../../shared/messages/en/advice-words.ts';
import type { CliContext } from '../cli-context.ts';
import { adviceCommand, type AdvisedRun } from './advice-command.ts';

/** What is worth doing about a run, the weightiest first, each with the command that does it; or that nothing is. */
export function adviceLines(
  advice: readonly Advice[],
  of: AdvisedRun,
  { words, style, language }: Pick<CliContext, 'words' | 'style' | 'language'>,
): string[] {
  const space = language === 'zh-CN' ? '' : ' ';
  const ofOne = (one: Advice, index: number): string[] => {
    const command = adviceCommand(one.action, of);
    return [
      `  ${index + 1}. ${adviceSeen(one, words.advice)}${space}${adviceHelps(one, words.advice)}`,
      ...(command === null ? [] : [`     ${style.ice(command)}`]),
    ];
  };
  return [
    style.bold(words.advice.title),
    ...(advice.length === 0 ? [`  ${words.advice.none}`] : advice.flatMap(ofOne)),
  ];
}
