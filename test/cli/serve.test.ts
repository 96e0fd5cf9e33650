import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createTRPCClient, createWSClient, wsLink } from '@trpc/client';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { AppRouter } from '../../src/service/router/app-router.ts';
import type { ServiceFile } from '../../src/shared/app/service-process.ts';
import { codeOfFragment } from '../../src/shared/app/session.ts';
import { buildOnce, cliProgram, thaw } from './built-cli.ts';

/** The built program, its real service and their processes. */

let home: string;
const running: ChildProcess[] = [];
beforeAll(buildOnce);
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'thaw-serve-'));
});
afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGTERM');
      await gone;
    }
  }
  rmSync(home, { recursive: true, force: true });
});

interface Serving {
  readonly child: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** Resolves with the exit code. */
  readonly closed: Promise<number | null>;
}

function serve(...parameters: string[]): Serving {
  const child = spawn(process.execPath, [cliProgram, 'serve', ...parameters], {
    env: { ...process.env, THAW_HOME: home, THAW_LANGUAGE: 'en' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  running.push(child);
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, stdout: () => stdout, stderr: () => stderr, closed };
}

const serviceFile = () => JSON.parse(readFileSync(join(home, 'service.json'), 'utf8')) as ServiceFile;
const soon = { timeout: 20_000, interval: 50 };
const links = (text: string): string[] => text.match(/http:\S+/g) ?? [];

async function linksOf(serving: Serving, count = 1): Promise<string[]> {
  await vi.waitFor(() => {
    expect(links(serving.stdout()), serving.stderr()).toHaveLength(count);
  }, soon);
  return links(serving.stdout());
}

async function enter(link: string): Promise<{ readonly status: number; readonly cookie: string }> {
  const url = new URL(link);
  const answer = await fetch(new URL('/session', url), {
    method: 'POST',
    body: JSON.stringify({ code: codeOfFragment(url.hash) }),
  });
  return { status: answer.status, cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' };
}

describe('thaw serve', () => {
  it('prints a link that lets one page in, and ends with Ctrl-C', async () => {
    const serving = serve();
    const [link = ''] = await linksOf(serving);
    const { status, cookie } = await enter(link);
    expect(status).toBe(204);
    expect((await enter(link)).status).toBe(401);
    const session = await fetch(new URL('/session', link), { headers: { cookie } });
    expect(session.status).toBe(204);
    if (process.platform !== 'win32') expect(statSync(join(home, 'service.json')).mode & 0o777).toBe(0o600);
    await vi.waitFor(() => {
      expect(serving.stderr()).toContain('works once');
    }, soon);
    serving.child.kill('SIGINT');
    expect(await serving.closed).toBe(0);
    expect(existsSync(join(home, 'service.json'))).toBe(false);
    await expect(fetch(new URL('/health', link))).rejects.toThrow();
    const written = readFileSync(join(home, 'logs', 'service.log'), 'utf8');
    expect(written).toContain('ready');
    expect(written).not.toContain(codeOfFragment(new URL(link).hash));
  });

  it('joins the one that runs, with a fresh link, and leaves', async () => {
    const first = serve();
    const [link = ''] = await linksOf(first);
    const joined = await thaw(['serve', '--json', '--port', '1'], { environment: { THAW_HOME: home } });
    expect(joined).toMatchObject({ exitCode: 0, stderr: '' });
    const [answer] = joined.json();
    expect(joined.json()).toHaveLength(1);
    expect(answer).toMatchObject({ kind: 'result', joined: true, port: Number(new URL(link).port) });
    expect((await enter(String(answer!.url))).status).toBe(204);
    expect((await enter(link)).status).toBe(204);
  });

  it('starts one service where two are asked for at once', async () => {
    const both = [serve(), serve()];
    const found = await Promise.all(both.map((serving) => linksOf(serving)));
    expect(new Set(found.map(([link]) => new URL(link!).port)).size).toBe(1);
    expect(both.filter((serving) => serving.stderr().includes('runs already'))).toHaveLength(1);
  });

  it('starts a killed service again, at the same port; pages and windows join again', async () => {
    const serving = serve();
    const [link = ''] = await linksOf(serving);
    const { cookie } = await enter(link);
    const before = serviceFile();
    let opened = 0;
    const socket = createWSClient({
      url: `ws://127.0.0.1:${before.port}/rpc`,
      WebSocket: WebSocket as never,
      connectionParams: () => ({ token: before.token }),
      retryDelayMs: () => 100,
      onOpen: () => (opened += 1),
    });
    const client = createTRPCClient<AppRouter>({ links: [wsLink({ client: socket })] });
    await client.app.status.query();
    process.kill(before.pid, 'SIGKILL');
    const [, second = ''] = await linksOf(serving, 2);
    expect(serving.stderr()).toContain('SIGKILL');
    const after = serviceFile();
    expect(after).toEqual({ ...before, pid: after.pid });
    expect(after.pid).not.toBe(before.pid);
    expect((await client.app.status.query()).platform).toBe(process.platform);
    expect(opened).toBe(2);
    expect((await fetch(new URL('/session', link), { headers: { cookie } })).status).toBe(204);
    expect((await enter(second)).status).toBe(204);
    await socket.close();
  });

  it('ends its service with it, however it ends', async () => {
    const serving = serve();
    const [link = ''] = await linksOf(serving);
    serving.child.kill('SIGKILL');
    await vi.waitFor(async () => {
      await expect(fetch(new URL('/health', link))).rejects.toThrow();
    }, soon);
  });

  it('takes over what a dead service left, and another port where that one is taken', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => blocker.once('listening', resolve));
    const { port } = blocker.address() as AddressInfo;
    const left = { port, pid: 999_999_999, token: 'x'.repeat(43), version: '0.0.0' };
    writeFileSync(join(home, 'service.json'), JSON.stringify(left));
    const serving = serve();
    const [link = ''] = await linksOf(serving);
    expect(new URL(link).port).not.toBe(String(port));
    expect(serviceFile().token).toBe(left.token);
    blocker.close();
  });

  it('says which port is taken, and which folder is not there', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => blocker.once('listening', resolve));
    const { port } = blocker.address() as AddressInfo;
    const environment = { THAW_HOME: home };
    const taken = await thaw(['serve', '--port', String(port), '--json'], { environment });
    expect(taken.exitCode).toBe(1);
    expect(taken.stdout + taken.stderr).toContain('port-taken');
    const missing = await thaw(['serve', '--root', join(home, 'no')], { environment });
    expect(missing).toMatchObject({ exitCode: 1, stdout: '' });
    expect((await thaw(['serve', '--port', '70000'], { environment })).exitCode).toBe(2);
    blocker.close();
  });
});

describe('thaw serve --window', () => {
  const firstLine = async (serving: Serving): Promise<unknown> => {
    await vi.waitFor(() => {
      expect(serving.stdout(), serving.stderr()).toContain('\n');
    }, soon);
    return JSON.parse(serving.stdout().split('\n')[0]!);
  };

  it('tells the window where its service is; the service ends after the window', async () => {
    const serving = serve('--window');
    const { port, token } = serviceFileOf(await firstLine(serving));
    expect(serviceFile()).toMatchObject({ port, token });
    // Nobody is connected yet, but the window is there.
    await wait(200);
    serving.child.stdin!.end();
    expect(await serving.closed).toBe(0);
    expect(existsSync(join(home, 'service.json'))).toBe(false);
  });

  it('joins the one that runs, and leaves it running', async () => {
    const owner = serve();
    await linksOf(owner);
    const window = serve('--window');
    expect(await firstLine(window)).toMatchObject({ kind: 'window', port: serviceFile().port });
    window.child.stdin!.end();
    expect(await window.closed).toBe(0);
    expect((await fetch(`http://127.0.0.1:${serviceFile().port}/health`)).status).toBe(200);
    const other = serve('--window');
    await firstLine(other);
    owner.child.kill('SIGTERM');
    // Told by its end, the window starts another.
    expect(await other.closed).toBe(0);
  });

  function serviceFileOf(said: unknown): { readonly port: number; readonly token: string } {
    expect(said).toMatchObject({ kind: 'window', port: expect.any(Number), token: expect.any(String) });
    return said as { port: number; token: string };
  }
});
