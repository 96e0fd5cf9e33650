import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import type { CliContext } from './cli-context.ts';
import { languageOf } from '../shared/messages/language.ts';
import { cliWords as english } from '../shared/messages/en/cli.ts';
import { cliWords as chinese } from '../shared/messages/zh-CN/cli.ts';
import { runShown } from './run-shown.ts';
import { createEventView, createJsonView } from './terminal/event-view.ts';
import type { OutputStream } from './terminal/terminal.ts';
import { createTerminal } from './terminal/terminal.ts';
import { textStyle } from './terminal/text-style.ts';

/** What a program has around it. */
export interface Surroundings {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
}

export function createCliContext(around: Surroundings): CliContext & { readonly exitCode: () => ExitCode } {
  const language = languageOf(around.environment);
  const terminal = createTerminal(around.stdout, around.stderr);
  const optionsEnd = around.argv.indexOf('--');
  const json = around.argv.slice(0, optionsEnd === -1 ? undefined : optionsEnd).includes('--json');
  let exitCode: ExitCode = exitCodes.done;
  const cli: CliContext = {
    language,
    words: language === 'zh-CN' ? chinese : english,
    json,
    cwd: around.cwd,
    environment: around.environment,
    style: textStyle(around.stdout.isTTY === true, around.environment),
    print(line = '') {
      terminal.print(line);
    },
    printJson(value) {
      terminal.print(JSON.stringify(value));
    },
    say(line) {
      if (!json) terminal.say(line);
    },
    openView() {
      return json
        ? createJsonView((line) => {
            terminal.print(line);
          })
        : createEventView(terminal, cli);
    },
    run: (request, watch) => runShown(cli, request, watch),
    leaveWith(code) {
      exitCode = code;
    },
  };
  return { ...cli, exitCode: () => exitCode };
}
