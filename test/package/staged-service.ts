import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createTRPCClient, createWSClient, wsLink, type TRPCClient } from '@trpc/client';
import { WebSocket } from 'ws';
import type { AppRouter } from '../../src/service/router/app-router.ts';

export interface StagedService {
  readonly client: TRPCClient<AppRouter>;
  /** As when the window closes; resolves with the exit code. */
  close(): Promise<number | null>;
}

/** Starts what an installed app consists of, as its window does: the Node that came with it, and nothing of the checkout. */
export async function startStaged(folder: string, home: string): Promise<StagedService> {
  const { PATH, HOME, LANG } = process.env;
  const child = spawn(join(folder, 'bin', 'node'), [join(folder, 'dist', 'cli.js'), 'serve', '--window'], {
    cwd: home,
    env: { PATH, HOME, LANG, THAW_HOME: home, THAW_LANGUAGE: 'en' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const { port, token } = JSON.parse(line) as { port: number; token: string };
  const socket = createWSClient({
    url: `ws://127.0.0.1:${port}/rpc`,
    WebSocket: WebSocket as never,
    connectionParams: () => ({ token }),
  });
  return {
    client: createTRPCClient<AppRouter>({ links: [wsLink({ client: socket })] }),
    async close() {
      await socket.close();
      const closed = once(child, 'close') as Promise<[number | null]>;
      child.stdin.end();
      return (await closed)[0];
    },
  };
}
