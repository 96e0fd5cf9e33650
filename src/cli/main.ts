import { CommanderError } from 'commander';
import { asThawError } from '../service/jobs/as-thaw-error.ts';
import { createCliContext } from './create-cli-context.ts';
import { createProgram } from './create-program.ts';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import { showError } from './show-error.ts';

const cli = createCliContext({
  argv: process.argv.slice(2),
  cwd: process.cwd(),
  environment: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
});

// A reader that stops early (`thaw scan DIR | head`) is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? cli.exitCode() : exitCodes.failed);
});

try {
  await createProgram(cli).parseAsync(process.argv);
  process.exitCode = cli.exitCode();
} catch (error) {
  if (error instanceof CommanderError) {
    // Help and version were shown; a call without a command shows the help too, and is wrong use.
    process.exitCode = error.code === 'commander.help' ? exitCodes.wrongUse : error.exitCode;
  } else {
    const failure = asThawError(error);
    showError(cli, failure);
    process.exitCode = exitCodeOf(failure.code);
  }
}
