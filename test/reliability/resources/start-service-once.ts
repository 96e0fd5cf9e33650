import { fork } from 'node:child_process';
import { dirname, join } from 'node:path';
import type { FromService } from '../../../src/shared/app/service-process.ts';
import type { CallEnd, Place } from '../kills/killed-call.ts';

/** A service that listens. */
export interface ReadyService {
  readonly pid: number;
  readonly port: number;
  readonly token: string;
}

/**
 * Starts the service as its supervisor does, and ends it once it was ready and `whileReady` is done; its refusal is the call's
 * last line. `roots`: what its pages may open.
 */
export async function startServiceOnce(
  { cli, home }: Pick<Place, 'cli' | 'home'>,
  whileReady: (service: ReadyService) => Promise<void> = () => Promise.resolve(),
  roots: readonly string[] = [],
): Promise<CallEnd> {
  const child = fork(
    join(dirname(cli), 'service.js'),
    roots.flatMap((root) => ['--root', root]),
    {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: { ...process.env, THAW_HOME: home },
    },
  );
  let last: CallEnd['last'] = null;
  child.on('message', (said: FromService) => {
    if (said.kind === 'refused') last = { ...said.error };
    else
      void whileReady({ pid: child.pid!, port: said.port, token: said.token }).finally(() => {
        child.send({ kind: 'close' });
      });
  });
  const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { kind: 'ended', exitCode, stages: new Map(), notices: new Set(), last };
}
