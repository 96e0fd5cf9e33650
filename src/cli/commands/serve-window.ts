import { setTimeout as wait } from 'node:timers/promises';
import { builtProgram } from '../../engine/job/built-program.ts';
import { isUp } from '../../service/supervisor/find-service.ts';
import { joinService } from '../../service/supervisor/join-service.ts';
import { superviseService, type ServiceAddress } from '../../service/supervisor/supervise-service.ts';
import type { ServiceFile, WindowAnswer } from '../../shared/app/service-process.ts';
import { isThawError } from '../../shared/errors/thaw-error.ts';
import { describeErrorInApp } from '../../shared/messages/describe-error.ts';
import type { CliContext } from '../cli-context.ts';
import { stopOnSignals } from '../stop-on-signals.ts';

/**
 * The window's service. The first line says where it listens, or that one of another version is in the way; this process
 * then lives as long as that is true, and its standard input is open as long as the window is. Afterwards a training goes
 * on to its end.
 */
export async function serveWindow(cli: CliContext, parameters: readonly string[]): Promise<void> {
  try {
    await joinOrRun(cli, parameters);
  } catch (error) {
    if (!isThawError(error, 'other-version-runs')) throw error;
    const { message, remedy } = describeErrorInApp(error, cli.language);
    cli.printJson({ kind: 'refused', message, remedy } satisfies WindowAnswer);
  }
}

async function joinOrRun(cli: CliContext, parameters: readonly string[]): Promise<void> {
  const running = await joinService();
  if (running) {
    await stayJoined(cli, running);
    return;
  }
  try {
    await runForWindow(cli, parameters);
  } catch (error) {
    const other = isThawError(error, 'service-runs') ? await joinService() : null;
    if (!other) throw error;
    await stayJoined(cli, other);
  }
}

async function runForWindow(cli: CliContext, parameters: readonly string[]): Promise<void> {
  let told: ServiceAddress | null = null;
  const supervisor = superviseService({
    entry: builtProgram('service.js'),
    parameters,
    onReady(address) {
      if (told === null) tellWindow(cli, address);
      // Its port was taken while it was dead: the window learns the new one from a new process.
      else if (told.port !== address.port) supervisor.stop();
      told = address;
    },
    onDeath: () => undefined,
  });
  onWindowGone(() => {
    supervisor.release();
  });
  await stopOnSignals(supervisor);
  process.stdin.destroy();
}

/** Milliseconds between looks at a service that somebody else keeps, and looks in vain before it is given up. */
const looksEvery = 1_000;
const looksInVain = 6;

async function stayJoined(cli: CliContext, service: ServiceFile): Promise<void> {
  const windowGone = new AbortController();
  const { signal } = windowGone;
  onWindowGone(() => {
    windowGone.abort();
  });
  tellWindow(cli, service);
  let inVain = 0;
  while (inVain < looksInVain && !signal.aborted) {
    await wait(looksEvery, undefined, { signal }).catch(() => undefined);
    inVain = (await isUp(service)) ? 0 : inVain + 1;
  }
  process.stdin.destroy();
}

function tellWindow(cli: CliContext, { port, token }: ServiceAddress): void {
  cli.printJson({ kind: 'window', port, token } satisfies WindowAnswer);
}

function onWindowGone(act: () => void): void {
  process.stdin.once('end', act).once('error', act).resume();
}
