import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { askLink } from '../../service/supervisor/ask-link.ts';
import { builtProgram } from '../../engine/job/built-program.ts';
import { joinService } from '../../service/supervisor/join-service.ts';
import { superviseService, type ServiceAddress } from '../../service/supervisor/supervise-service.ts';
import { isThawError, ThawError } from '../../shared/errors/thaw-error.ts';
import type { CliContext } from '../cli-context.ts';
import { openInBrowser } from '../options/open-in-browser.ts';
import { parseWholeNumber } from '../options/parse-number.ts';
import { stopOnSignals } from '../stop-on-signals.ts';
import { serveWindow } from './serve-window.ts';

interface ServeOptions {
  readonly port?: string;
  readonly root?: readonly string[];
  readonly open?: true;
  readonly verbose?: true;
  readonly window?: true;
}

export function registerServe(program: Command, cli: CliContext): void {
  const { commands, options } = cli.words;
  program
    .command('serve')
    .description(commands.serve)
    .option('--port <number>', options.port)
    .option('--root <folder>', options.root, (value: string, before?: readonly string[]) => [
      ...(before ?? []),
      value,
    ])
    .option('--open', options.open)
    .option('--verbose', options.verbose)
    .option('--json', options.json)
    // How the desktop's window starts its service; no person calls it so.
    .addOption(new Option('--window').hideHelp())
    .action((given: ServeOptions) =>
      given.window ? serveWindow(cli, serviceParameters(cli, given)) : serve(cli, given),
    );
}

/** Joins the service that runs and leaves, or runs one until Ctrl-C. */
async function serve(cli: CliContext, given: ServeOptions): Promise<void> {
  const parameters = serviceParameters(cli, given);
  const running = await joinService();
  if (running) {
    await join(cli, running, given);
    return;
  }
  try {
    await runService(cli, given, parameters);
  } catch (error) {
    // Another one was started in this moment.
    const other = isThawError(error, 'service-runs') ? await joinService() : null;
    if (!other) throw error;
    await join(cli, other, given);
  }
}

async function join(cli: CliContext, service: ServiceAddress, given: ServeOptions): Promise<void> {
  cli.say(cli.words.serve.joined);
  if (given.port !== undefined || given.root !== undefined) cli.say(cli.words.serve.asItWasStarted);
  await tellLink(cli, service, { open: given.open === true, joined: true });
}

async function runService(
  cli: CliContext,
  given: ServeOptions,
  parameters: readonly string[],
): Promise<void> {
  const words = cli.words.serve;
  let starts = 0;
  const supervisor = superviseService({
    entry: builtProgram('service.js'),
    parameters,
    onReady(address) {
      starts += 1;
      const first = starts === 1;
      if (!first) cli.say(words.restarted);
      tellLink(cli, address, { open: first && given.open === true, joined: false }).then(
        () => {
          if (first) cli.say(words.howToEnd);
        },
        // It died before it could be asked; the next start tells a link.
        () => undefined,
      );
    },
    onDeath(detail) {
      cli.say(words.died(detail));
    },
    ...(given.verbose && { onOutput: (chunk: string) => process.stderr.write(chunk) }),
  });
  await stopOnSignals(supervisor);
  cli.say(words.ended);
}

async function tellLink(
  cli: CliContext,
  service: ServiceAddress,
  { open, joined }: { readonly open: boolean; readonly joined: boolean },
): Promise<void> {
  const url = await askLink(service);
  if (cli.json) cli.printJson({ kind: 'result', url, port: service.port, joined });
  else cli.print(cli.words.serve.link(url));
  if (open) openInBrowser(url);
}

function serviceParameters(cli: CliContext, given: ServeOptions): string[] {
  const port = parseWholeNumber('--port', given.port ?? '0', cli.words, 0, 65_535);
  const roots = (given.root ?? []).map((root) => resolve(cli.cwd, root));
  for (const folder of roots)
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
      throw new ThawError('folder-not-found', { folder });
  return [
    '--tied',
    '--port',
    String(port),
    ...roots.flatMap((root) => ['--root', root]),
    ...(given.verbose ? ['--log-to-stderr'] : []),
  ];
}
