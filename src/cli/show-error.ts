import type { ThawError } from '../shared/errors/thaw-error.ts';
import { describeError } from '../shared/messages/describe-error.ts';
import type { CliContext } from './cli-context.ts';

/** Says an error: two lines on stderr, or with --json one object as the last line of stdout. */
export function showError(cli: CliContext, error: ThawError): void {
  const { message, remedy } = describeError(error.toPlain(), cli.language);
  if (cli.json) {
    cli.printJson({ kind: 'error', code: error.code, facts: error.facts, message, remedy });
  } else if (error.code === 'paused') {
    cli.say(`${message} ${remedy}`);
  } else {
    cli.say(cli.style.danger(cli.words.error(message)));
    cli.say(remedy);
  }
}
