import { resolve } from 'node:path';
import type { Command } from 'commander';
import { importWheels } from '../../engine/backend/runtime/import-wheels.ts';
import { provideRuntime, type PassedOver } from '../../engine/backend/runtime/provide-runtime.ts';
import { setupWordsOf } from '../../shared/messages/setup-words.ts';
import { describeError } from '../../shared/messages/describe-error.ts';
import { isThawError } from '../../shared/errors/thaw-error.ts';
import { cancelOnInterrupt } from '../cancel-on-interrupt.ts';
import type { CliContext } from '../cli-context.ts';

const usualBase = 'vgg16';

/** What set-up got: told on stderr, and with --json as the result. */
export function registerSetup(program: Command, cli: CliContext): void {
  program
    .command('setup')
    .description(setupWordsOf(cli.language).commands.setup)
    .option('--wheel <file...>', setupWordsOf(cli.language).wheelOption)
    .option('--no-weights', setupWordsOf(cli.language).noWeightsOption)
    .option('--json', cli.words.options.json)
    .action(
      async ({ wheel = [], weights }: { readonly wheel?: readonly string[]; readonly weights: boolean }) => {
        await importWheels(wheel.map((file) => resolve(cli.cwd, file)));
        await setUp(cli, weights);
      },
    );
}

/** Provides TensorFlow and, if asked for, the usual base's weights. Without TensorFlow Thaw goes on with WASM; without weights this fails. */
async function setUp(cli: CliContext, withWeights: boolean): Promise<void> {
  const { runtime, passedOver } = await setUpRuntime(cli);
  const words = setupWordsOf(cli.language);
  for (const { error } of passedOver) cli.say(describeError(error, cli.language).message);
  if (runtime) cli.say(words.ready(runtime.tensorflowVersion, words.ways[runtime.way] ?? runtime.way));
  else
    cli.say(
      process.env.THAW_RUNTIME === 'none'
        ? words.switchedOff
        : `${remedies(passedOver, cli)}${words.notReady}`,
    );
  try {
    if (withWeights) await cli.run({ job: 'fetch-weights', base: usualBase });
  } catch (error) {
    if (isThawError(error) && error.code !== 'cancelled') cli.say(words.weightsNotReady);
    throw error;
  }
  if (cli.json) cli.printJson({ kind: 'result', runtime, passedOver });
}

async function setUpRuntime(cli: CliContext): ReturnType<typeof provideRuntime> {
  const view = cli.openView();
  const interrupt = cancelOnInterrupt();
  try {
    return await provideRuntime({
      report: (event) => {
        view.show(event);
      },
      signal: interrupt.signal,
      pauseRequested: () => false,
      stopRequested: () => false,
    });
  } finally {
    interrupt.stop();
    view.close();
  }
}

function remedies(passedOver: readonly PassedOver[], { language }: CliContext): string {
  return passedOver.map(({ error }) => `${describeError(error, language).remedy}\n`).join('');
}
