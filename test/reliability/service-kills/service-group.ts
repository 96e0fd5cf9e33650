import { fork } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import type { TRPCClient } from '@trpc/client';
import { connectTo } from '../../../src/service/door/fixtures/test-door.ts';
import type { AppRouter } from '../../../src/service/router/app-router.ts';
import type { FromService } from '../../../src/shared/app/service-process.ts';
import type { ProjectView } from '../../../src/shared/app/project-view.ts';
import type { Place } from '../kills/killed-call.ts';

/** A service and all its jobs, in a group of processes of their own, asked as a window asks. */
export interface ServiceGroup {
  readonly client: TRPCClient<AppRouter>;
  /** The first view of a project that is so. Rejects where the project cannot be opened, and with what `isSo` throws. */
  readonly until: (project: string, isSo: (view: ProjectView) => boolean) => Promise<ProjectView>;
  /** Kills the service and all its jobs at once (SIGKILL). */
  readonly kill: () => Promise<void>;
  /** As when it is no longer needed. */
  readonly close: () => Promise<void>;
}

/** Starts the built service as its supervisor does; it ends with this process. Throws where it refuses to start. */
export async function startServiceGroup({ cli, home, environment }: Place): Promise<ServiceGroup> {
  const child = fork(join(dirname(cli), 'service.js'), ['--tied'], {
    detached: true,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, ...environment, THAW_HOME: home },
  });
  const closed = once(child, 'close');
  const said = await Promise.race([
    once(child, 'message') as Promise<[FromService]>,
    closed.then(() => null),
  ]);
  if (said?.[0].kind !== 'ready') throw new Error(`the service did not start: ${JSON.stringify(said)}`);
  const { port, token } = said[0];
  const page = connectTo(port, token);
  const { client } = page;
  return {
    client,
    until: (project, isSo) =>
      new Promise((resolve, reject) => {
        const watching = client.projects.watch.subscribe(
          { project },
          {
            onData(view) {
              try {
                if (!isSo(view)) return;
                resolve(view);
              } catch (error) {
                reject(error instanceof Error ? error : new Error(String(error)));
              }
              watching.unsubscribe();
            },
            onError: reject,
          },
        );
      }),
    async kill() {
      process.kill(-child.pid!, 'SIGKILL');
      await closed;
      await page.close();
    },
    async close() {
      await page.close();
      child.send({ kind: 'close' });
      await closed;
    },
  };
}
