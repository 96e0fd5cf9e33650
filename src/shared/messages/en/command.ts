import type { CommandErrors } from '../../errors/command-errors.ts';
import { closest } from '../closest.ts';
import type { ErrorSentences } from '../message-types.ts';

export const commandMessages: ErrorSentences<CommandErrors> = {
  'unknown-command': ({ command, known }) => ({
    message: `There is no command "${command}".`,
    remedy: didYouMean(command, known),
  }),
  'unknown-option': ({ option, known }) => ({
    message: `There is no option ${option} here.`,
    remedy: didYouMean(option, known),
  }),
  'options-conflict': ({ first, second }) => ({
    message: `${first} and ${second} were both given; they exclude each other.`,
    remedy: `Give one of the two.`,
  }),
  'invalid-value': ({ option, value, expected }) => ({
    message: `${option} takes ${expected}. "${value}" was given.`,
    remedy: `Give ${expected}.`,
  }),
  'missing-argument': ({ argument, command }) => ({
    message: `"${command}" needs ${argument}, and it was not given.`,
    remedy: `"${command} --help" shows how it is used.`,
  }),
  'too-many-arguments': ({ command, argument }) => ({
    message: `"${command}" takes no further argument, and "${argument}" was given.`,
    remedy: `Put a path with spaces into quotes. "${command} --help" shows how it is used.`,
  }),
  'job-crashed': ({ job, exitCode, signal, detail }) => ({
    message: `The process of the job "${job}" ended before its work was done (${signal ?? `exit code ${exitCode ?? 'unknown'}`}).${
      detail === '' ? '' : ` Its last words: ${detail}`
    }`,
    remedy:
      signal === 'SIGKILL'
        ? 'Memory ran short, most likely. Close other programs, or take a smaller --batch, and start it again.'
        : 'Start it again; a training goes on with "thaw train --resume RUN". "thaw doctor" checks the installation.',
  }),
  unexpected: ({ detail }) => ({
    message: `Something happened that Thaw did not foresee: ${detail}`,
    remedy: 'This is a defect of Thaw. Report it with this text and what "thaw doctor" says.',
  }),
};

function didYouMean(given: string, known: readonly string[]): string {
  const near = closest(given, known);
  return near === null ? `Known: ${known.join(', ')}.` : `Did you mean ${near}? Known: ${known.join(', ')}.`;
}
