import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { JobEvent } from '../../shared/job-events.ts';
import { silentContext, type JobContext } from '../job/job-context.ts';
import { machineHere } from '../storage/machine.ts';
import { downloadFile, type DownloadRequest } from './download-file.ts';

const content = Buffer.from(Array.from({ length: 200_000 }, (_, index) => (index * 7919) % 251));
const sha256 = createHash('sha256').update(content).digest('hex');
const quick = { idleSeconds: 0.3, attempts: 2, retrySeconds: 0.01 };

let folder: string;
let destination: string;
let server: Server;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let ranges: (string | undefined)[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-download-'));
  destination = join(folder, 'below', 'file.bin');
  ranges = [];
  answer = whole;
  server = createServer((request, response) => {
    ranges.push(request.headers.range);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

function fetchIt(
  changes: Partial<DownloadRequest> = {},
  context: JobContext = silentContext,
): Promise<string> {
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/file.bin`;
  const hash = { algorithm: 'sha256', value: sha256 } as const;
  return downloadFile({ url, destination, what: 'a file', hash, ...changes }, context, quick);
}

/** By `equals`: to compare 200,000 numbers one by one takes the matcher seconds. */
async function isWhole(): Promise<boolean> {
  return (await readFile(destination)).equals(content);
}

/** Serves ranges as servers of files do. */
function whole(request: IncomingMessage, response: ServerResponse): void {
  const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  if (start >= content.length) {
    response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end();
    return;
  }
  const range = { 'content-range': `bytes ${start}-${content.length - 1}/${content.length}` };
  response.writeHead(start > 0 ? 206 : 200, {
    'content-length': content.length - start,
    ...(start > 0 ? range : {}),
  });
  response.end(content.subarray(start));
}

/** Sends `bytes` of what was asked for and cuts the line. */
function cutAfter(bytes: number) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const range = { 'content-range': `bytes ${start}-${content.length - 1}/${content.length}` };
    response.writeHead(start > 0 ? 206 : 200, {
      'content-length': content.length - start,
      ...(start > 0 ? range : {}),
    });
    response.write(content.subarray(start, start + bytes), () =>
      setTimeout(() => response.socket?.destroy(), 20),
    );
  };
}

it('brings a file with progress, and fetches nothing when it is there', async () => {
  const events: JobEvent[] = [];
  await fetchIt({}, { ...silentContext, report: (event) => events.push(event) });
  expect(await isWhole()).toBe(true);
  expect(events[0]).toEqual({
    kind: 'stage',
    stage: 'downloading',
    total: content.length,
    unit: 'bytes',
    detail: 'a file',
  });
  expect(events.at(-1)).toMatchObject({ kind: 'progress', done: content.length, total: content.length });
  await fetchIt();
  expect(ranges).toHaveLength(1);
  expect(existsSync(`${destination}.part`)).toBe(false);
  expect(existsSync(`${destination}.lock`)).toBe(false);
});

it('goes on where a cut line stopped, as long as bytes come', async () => {
  answer = cutAfter(60_000);
  await fetchIt();
  expect(await isWhole()).toBe(true);
  expect(ranges).toEqual([undefined, 'bytes=60000-', 'bytes=120000-', 'bytes=180000-']);
});

it('goes on with what an earlier process left', async () => {
  await fetchIt({ destination: join(folder, 'below', 'other') });
  await writeFile(`${destination}.part`, content.subarray(0, 150_000));
  ranges = [];
  await fetchIt();
  expect(await isWhole()).toBe(true);
  expect(ranges).toEqual(['bytes=150000-']);
});

it('takes a partial file that is complete already', async () => {
  await fetchIt({ destination: join(folder, 'below', 'other') });
  await writeFile(`${destination}.part`, content);
  await fetchIt();
  expect(await isWhole()).toBe(true);
});

it('begins anew where the partial file is of another version, or the server knows no ranges', async () => {
  await fetchIt({ destination: join(folder, 'below', 'other') });
  await writeFile(`${destination}.part`, Buffer.alloc(1000, 1));
  await fetchIt();
  expect(await isWhole()).toBe(true);
  await rm(destination);
  await writeFile(`${destination}.part`, Buffer.alloc(1000, 1));
  answer = (_, response) => response.writeHead(200, { 'content-length': content.length }).end(content);
  await fetchIt();
  expect(await isWhole()).toBe(true);
});

it('never puts a file of wrong content in place, and keeps nothing of it', async () => {
  const wrong = { algorithm: 'sha256', value: '0'.repeat(64) } as const;
  await expect(fetchIt({ hash: wrong })).rejects.toMatchObject({
    code: 'download-wrong-hash',
    facts: { what: 'a file', expected: wrong.value, found: sha256 },
  });
  expect(existsSync(destination)).toBe(false);
  expect(existsSync(`${destination}.part`)).toBe(false);
});

it('replaces a damaged file that lies in its place', async () => {
  await fetchIt();
  await writeFile(destination, 'damaged');
  await fetchIt();
  expect(await isWhole()).toBe(true);
});

it('does not ask again after 404, but does after 503', async () => {
  answer = (_, response) => response.writeHead(404).end();
  await expect(fetchIt()).rejects.toMatchObject({ code: 'download-failed', facts: { detail: 'HTTP 404' } });
  expect(ranges).toHaveLength(1);
  answer = (_, response) => response.writeHead(503).end();
  await expect(fetchIt()).rejects.toMatchObject({ code: 'download-failed', facts: { detail: 'HTTP 503' } });
  expect(ranges).toHaveLength(3);
});

it('gives up on a server that never answers, and on one that falls silent', async () => {
  answer = () => undefined;
  await expect(fetchIt()).rejects.toMatchObject({
    code: 'download-failed',
    facts: { detail: 'no answer for 0.3 s' },
  });
  answer = (_, response) => {
    response.writeHead(200, { 'content-length': content.length }).write(content.subarray(0, 10));
  };
  await expect(fetchIt({ hash: { algorithm: 'md5', value: '0' } })).rejects.toMatchObject({
    code: 'download-failed',
  });
});

it('says offline where no server is reached', async () => {
  await expect(fetchIt({ url: 'http://does-not-exist.invalid/x' })).rejects.toMatchObject({
    code: 'offline',
    facts: { what: 'a file' },
  });
});

it('stops when it is told to, and keeps what came', async () => {
  const stop = new AbortController();
  answer = (_, response) => {
    response.writeHead(200, { 'content-length': content.length }).write(content.subarray(0, 5000), () => {
      setTimeout(() => {
        stop.abort();
      }, 50);
    });
  };
  await expect(fetchIt({}, { ...silentContext, signal: stop.signal })).rejects.toMatchObject({
    code: 'cancelled',
  });
  expect((await readFile(`${destination}.part`)).length).toBe(5000);
});

it('follows redirects, but not for ever', async () => {
  answer = (request, response) => {
    if (request.url === '/real') whole(request, response);
    else response.writeHead(302, { location: '/real' }).end();
  };
  await fetchIt();
  expect(await isWhole()).toBe(true);
  await rm(destination);
  answer = (_, response) => response.writeHead(302, { location: '/' }).end();
  await expect(fetchIt()).rejects.toMatchObject({
    code: 'download-failed',
    facts: { detail: 'too many redirects' },
  });
});

it('reads file addresses, as pip gives them for a local folder', async () => {
  const source = join(folder, 'source.bin');
  await writeFile(source, content);
  await fetchIt({ url: pathToFileURL(source).href });
  expect(await isWhole()).toBe(true);
  await expect(
    fetchIt({ url: pathToFileURL(join(folder, 'none')).href, destination: join(folder, 'x') }),
  ).rejects.toMatchObject({ code: 'download-failed' });
});

it('lets two downloads of one file share the work', async () => {
  await Promise.all([fetchIt(), fetchIt(), fetchIt()]);
  expect(await isWhole()).toBe(true);
  expect(ranges).toHaveLength(1);
});

it('takes over the lock of a process that is gone', async () => {
  await fetchIt({ destination: join(folder, 'below', 'other') });
  const gone = { pid: 999_999_999, began: '', machine: machineHere() };
  await writeFile(`${destination}.lock`, JSON.stringify(gone));
  await fetchIt();
  expect(existsSync(`${destination}.lock`)).toBe(false);
});
