import type { Command, CommanderError } from 'commander';
import { ThawError } from '../shared/errors/thaw-error.ts';

/** Commander's complaints as errors of ours; null where it only showed help or the version. */
export function asWrongUse(error: CommanderError, command: Command): ThawError | null {
  // Commander gives its facts only inside its sentence: error: unknown option '--foo'
  const [first = '', second = ''] = [...error.message.matchAll(/'([^']*)'/g)].map((match) => match[1]!);
  const path = pathOf(command);
  switch (error.code) {
    case 'commander.unknownOption':
      return new ThawError('unknown-option', { option: first, known: optionsOf(command) });
    case 'commander.unknownCommand':
      return new ThawError('unknown-command', { command: first, known: commandsOf(command) });
    case 'commander.excessArguments':
      return new ThawError('too-many-arguments', {
        command: path,
        argument: command.args.at(command.registeredArguments.length) ?? first,
      });
    case 'commander.missingArgument':
      return new ThawError('missing-argument', { argument: first.toUpperCase(), command: path });
    case 'commander.optionMissingArgument':
      return new ThawError('missing-argument', { argument: first, command: path });
    case 'commander.missingMandatoryOptionValue':
      return new ThawError('missing-argument', { argument: first, command: path });
    case 'commander.conflictingOption':
      return new ThawError('options-conflict', { first, second });
    case 'commander.help':
    case 'commander.helpDisplayed':
    case 'commander.version':
      return null;
    default:
      return new ThawError('unexpected', { detail: error.message });
  }
}

/** `thaw weights fetch` */
function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}

function optionsOf(command: Command): string[] {
  return [
    ...command.options.flatMap(({ hidden, long }) => (hidden || long === undefined ? [] : [long])),
    '--help',
  ];
}

function commandsOf(command: Command): string[] {
  return command
    .createHelp()
    .visibleCommands(command)
    .map((visible) => visible.name());
}
