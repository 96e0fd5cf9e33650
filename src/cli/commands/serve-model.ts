import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { Serving } from '../../service/serving/open-serving.ts';
import type { CliContext } from '../cli-context.ts';
import { parseWholeNumber } from '../options/parse-number.ts';

interface ServeModelOptions {
  readonly host: string;
  readonly port: string;
  /** false: --no-token. */
  readonly token?: string | false;
  readonly verbose?: true;
}

export function registerServeModel(program: Command, cli: CliContext): void {
  const { commands, arguments: words, options } = cli.words;
  program
    .command('serve-model')
    .description(commands.serveModel)
    .argument('<runs...>', words.servedRuns)
    .option('--host <address>', `${options.host} ${options.default('127.0.0.1')}`, '127.0.0.1')
    .option('--port <number>', `${options.servingPort} ${options.default('8501')}`, '8501')
    .option('--token <text>', options.token)
    .option('--no-token', options.noToken)
    .option('--verbose', options.requests)
    .option('--json', options.json)
    .action((runs: readonly string[], given: ServeModelOptions) => serveModel(cli, runs, given));
}

/** Serves runs' models until Ctrl-C; a second one does not wait for what was asked. */
async function serveModel(
  cli: CliContext,
  given: readonly string[],
  options: ServeModelOptions,
): Promise<void> {
  const words = cli.words.serveModel;
  const runs = namedRuns(given, cli.cwd);
  const port = parseWholeNumber('--port', options.port, cli.words, 0, 65_535);
  // Loaded here since no other command needs it.
  const { openServing, isLoopback } = await import('../../service/serving/open-serving.ts');
  const { newToken } = await import('../../service/door/access-keys.ts');
  const { host } = options;
  const asked = options.token ?? cli.environment.THAW_MODEL_TOKEN;
  const token = asked === false ? null : (asked ?? (isLoopback(host) ? null : newToken()));
  cli.say(words.loading(runs.size));
  const serving = await openServing({
    runs,
    host,
    port,
    token,
    died: (name, detail) => {
      cli.say(words.died(name, detail));
    },
    ...(options.verbose && { log: (line: string) => process.stderr.write(`${line}\n`) }),
  });
  const shownHost = host.includes(':') ? `[${host}]` : host;
  const url = `http://${shownHost}:${serving.port}/`;
  if (cli.json) cli.printJson({ kind: 'result', url, port: serving.port, models: [...runs.keys()], token });
  else {
    cli.print(words.ready(url, [...runs.keys()]));
    if (token !== null) cli.print(words.token(token));
    cli.print(words.example(exampleOf(url, token)));
    cli.say(words.howToEnd);
  }
  await untilStopped(serving, () => {
    cli.say(words.ending);
  });
  cli.say(words.ended);
}

/** RUN or NAME=RUN, by name. Throws `model-name-invalid`, `model-name-taken`. */
function namedRuns(given: readonly string[], cwd: string): ReadonlyMap<string, string> {
  const runs = new Map<string, string>();
  for (const text of given) {
    const [, named, path = text] = /^([^=/\\]+)=(.+)$/.exec(text) ?? [];
    const run = resolve(cwd, path);
    const name = named ?? basename(run).replaceAll(/[^A-Za-z0-9._-]+/g, '-');
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(name)) throw new ThawError('model-name-invalid', { name });
    if (runs.has(name)) throw new ThawError('model-name-taken', { name });
    runs.set(name, run);
  }
  return runs;
}

function exampleOf(url: string, token: string | null): string {
  const header = token === null ? '' : ` -H "Authorization: Bearer ${token}"`;
  return `curl${header} -H "Content-Type: image/jpeg" --data-binary @photo.jpg ${url}predict`;
}

/** Waits for Ctrl-C, SIGTERM or a closed terminal, then closes; a second one closes at once. */
async function untilStopped(serving: Serving, ending: () => void): Promise<void> {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  await new Promise<void>((resolve, reject) => {
    let asked = 0;
    const stop = (): void => {
      asked += 1;
      if (asked === 1) ending();
      serving.close(asked === 1 ? undefined : 0).then(resolve, reject);
    };
    for (const signal of signals) process.on(signal, stop);
  });
}
