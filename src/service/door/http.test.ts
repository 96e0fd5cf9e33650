import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { thumbnailUrl, uploadUrl, whyUrl } from '../../shared/app/urls.ts';
import {
  ask,
  cookieFrom,
  openTestDoor,
  pageFrom,
  token,
  withToken,
  type TestDoor,
} from './fixtures/test-door.ts';
import { openDoor } from './open-door.ts';

let door: TestDoor;
beforeAll(async () => {
  door = await openTestDoor();
});
afterAll(() => door.end());

const photo = { project: 'cats', path: 'cats/1.jpg', version: 'abc' };
const thumbnail = thumbnailUrl(photo, 160);

describe('who may come in', () => {
  it('listens on the loopback address alone', async () => {
    const other = connect({ host: '127.0.0.2', port: door.port });
    await expect(
      new Promise((resolve, reject) => {
        other.on('connect', resolve).on('error', reject);
      }),
    ).rejects.toThrow('ECONNREFUSED');
  });

  it('gives nothing but the page and its health to a stranger', async () => {
    for (const path of [thumbnail, '/session', whyUrl('cats', 'run', 'a.jpg')]) {
      const answer = await ask(door.port, path);
      expect(answer.status, path).toBe(401);
      expect(JSON.parse(answer.body)).toEqual({ code: 'not-allowed', facts: { what: 'token' } });
    }
    const health = await ask(door.port, '/health');
    expect(health.status).toBe(200);
    expect(Object.keys(JSON.parse(health.body) as object)).toEqual(['name', 'version']);
    expect(health.body).not.toContain(token);
  });

  it('refuses a wrong token, and takes the right one', async () => {
    for (const wrong of ['Bearer x', `Bearer ${token}x`, `Basic ${token}`, 'Bearer'])
      expect((await ask(door.port, thumbnail, { headers: { authorization: wrong } })).status, wrong).toBe(
        401,
      );
    expect((await ask(door.port, thumbnail, { headers: withToken })).status).toBe(200);
    expect((await ask(door.port, '/session', { headers: withToken })).status).toBe(204);
  });

  it.each(['evil.example', '127.0.0.1', 'localhost:1', '127.0.0.1.evil.example:PORT'])(
    'refuses the Host %s, even with the token',
    async (host) => {
      const headers = { ...withToken, host: host.replace('PORT', String(door.port)) };
      for (const path of ['/', thumbnail, '/health']) {
        const answer = await ask(door.port, path, { headers });
        expect(answer.status).toBe(403);
        expect(answer.body).toContain('host');
      }
    },
  );

  it('refuses pages of other origins, even with the token', async () => {
    for (const origin of [
      'http://evil.example',
      'http://127.0.0.1:1',
      'null',
      `https://127.0.0.1:${door.port}`,
    ]) {
      const answer = await ask(door.port, thumbnail, { headers: { ...withToken, origin } });
      expect(answer.status, origin).toBe(403);
    }
    for (const origin of ['app://thaw', `http://127.0.0.1:${door.port}`])
      expect((await ask(door.port, thumbnail, { headers: { ...withToken, origin } })).status, origin).toBe(
        200,
      );
  });

  it('changes a code once for a cookie that no script reads', async () => {
    const asked = await ask(door.port, '/session/code', { method: 'POST', headers: withToken });
    const { code } = JSON.parse(asked.body) as { code: string };
    const exchange = () => ask(door.port, '/session', { method: 'POST', body: JSON.stringify({ code }) });
    const first = await exchange();
    expect(first.status).toBe(204);
    const [setCookie = ''] = first.headers['set-cookie'] ?? [];
    expect(setCookie).toMatch(new RegExp(`^thaw-session-${door.port}=`));
    for (const part of ['HttpOnly', 'SameSite=Strict', 'Path=/']) expect(setCookie).toContain(part);
    expect((await exchange()).status).toBe(401);
    const headers = { cookie: `other=1; ${setCookie.split(';')[0]!}` };
    expect((await ask(door.port, '/session', { headers })).status).toBe(204);
    expect((await ask(door.port, thumbnail, { headers })).status).toBe(200);
  });

  it('tells a page whose key is not of its cookie that it needs a new link', async () => {
    const { cookie, page } = await pageFrom(door.port);
    const asked = (key: string) => ask(door.port, '/session', { headers: { cookie, 'x-thaw-page': key } });
    expect((await asked(page)).status).toBe(204);
    for (const wrong of ['', 'x', (await pageFrom(door.port)).page])
      expect((await asked(wrong)).status, wrong).toBe(401);
  });

  it('gives codes to the token alone', async () => {
    const cookie = await cookieFrom(door.port);
    const origin = `http://127.0.0.1:${door.port}`;
    for (const headers of [{}, { cookie, origin }, { authorization: 'Bearer wrong' }])
      expect((await ask(door.port, '/session/code', { method: 'POST', headers })).status).toBe(401);
  });

  it('refuses a made-up or changed cookie, and what is no code', async () => {
    const cookie = await cookieFrom(door.port);
    for (const wrong of [
      cookie.slice(0, -1),
      `${cookie}0`,
      `thaw-session-${door.port}=x.y`,
      'thaw-session-1=x',
    ])
      expect((await ask(door.port, '/session', { headers: { cookie: wrong } })).status, wrong).toBe(401);
    for (const body of ['', '{}', '{"code":""}', '{"code":1}', 'x'.repeat(5_000)])
      expect((await ask(door.port, '/session', { method: 'POST', body })).status, body).toBe(401);
  });

  it('takes the cookie from its own page alone', async () => {
    const cookie = await cookieFrom(door.port);
    for (const site of ['same-site', 'cross-site']) {
      const answer = await ask(door.port, thumbnail, { headers: { cookie, 'sec-fetch-site': site } });
      expect(answer.status, site).toBe(403);
    }
    const own = { cookie, 'sec-fetch-site': 'same-origin' };
    expect((await ask(door.port, thumbnail, { headers: own })).status).toBe(200);
    // A form of another port's page could post with the cookie; it cannot leave out its Origin.
    const post = uploadUrl('x', 'a.jpg');
    expect((await ask(door.port, post, { method: 'POST', headers: { cookie } })).status).toBe(401);
  });

  it('opens for a link that another page holds', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    expect((await ask(door.port, '/', { headers })).status).toBe(200);
    expect((await ask(door.port, thumbnail, { headers: { ...headers, cookie: 'x=y' } })).status).toBe(403);
  });

  it('says who it is to one who knows the token', async () => {
    const first = JSON.parse((await ask(door.port, '/health?challenge=abc')).body) as { proof: string };
    const other = JSON.parse((await ask(door.port, '/health?challenge=abd')).body) as { proof: string };
    expect(first.proof).toMatch(/^[0-9a-f]{64}$/);
    expect(first.proof).not.toBe(other.proof);
  });

  it('ends a connection that brings a body which no route reads', async () => {
    const socket = connect({ host: '127.0.0.1', port: door.port });
    socket.write(`GET /health HTTP/1.1\r\nHost: 127.0.0.1:${door.port}\r\nContent-Length: 1000000\r\n\r\n`);
    const chunks: Buffer[] = [];
    await new Promise((resolve) => socket.on('data', (chunk) => chunks.push(chunk)).on('close', resolve));
    expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1\.1 200 .*\r\nconnection: close\r\n/is);
  });

  it('says when its port is taken', async () => {
    const { services, port } = door;
    const log = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn(), fatal: vi.fn() };
    const opened = openDoor({ services, token, port, page: door.folder, log, onToken: () => undefined });
    await expect(opened).rejects.toMatchObject({ code: 'port-taken', facts: { port } });
  });
});

describe('the page', () => {
  it('is served with a strict policy, its assets for ever and its index never', async () => {
    const index = await ask(door.port, '/');
    expect(index).toMatchObject({ status: 200, body: '<!doctype html><title>Thaw</title>' });
    expect(index.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
    });
    const policy = String(index.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`ws://127.0.0.1:${door.port}`);
    expect(policy).not.toContain('unsafe');
    const asset = await ask(door.port, '/assets/main-abc123.js');
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(asset.headers['content-type']).toBe('text/javascript; charset=utf-8');
  });

  it.each([
    '/../secret.json',
    '/..%2fsecret.json',
    '/%2e%2e/secret.json',
    '/assets/..%2f..%2fsecret.json',
    '/..%5csecret.json',
    '/link.json',
    '/assets',
    '/%00.js',
    '/%ff.js',
    '//etc/passwd.json',
    '/index.html.bak',
  ])('serves nothing for %s', async (path) => {
    const answer = await ask(door.port, path);
    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain('secret');
  });
});

describe('pictures', () => {
  it('are kept where the address names their content', async () => {
    const answer = await ask(door.port, thumbnail, { headers: withToken });
    expect(answer.headers['content-type']).toBe('image/png');
    expect(answer.headers['cache-control']).toBe('private, max-age=31536000, immutable');
    const unversioned = await ask(door.port, thumbnailUrl({ ...photo, version: null }, 80), {
      headers: withToken,
    });
    expect(unversioned.headers['cache-control']).not.toContain('immutable');
  });

  it('fail with a code and a status, and with the same headers', async () => {
    const gone = await ask(door.port, thumbnailUrl({ ...photo, path: 'gone.jpg' }, 80), {
      headers: withToken,
    });
    expect(gone.status).toBe(404);
    expect(JSON.parse(gone.body)).toEqual({ code: 'photo-not-found', facts: { path: 'gone.jpg' } });
    expect(gone.headers['cache-control']).toBe('no-store');
    expect(gone.headers['content-security-policy']).toContain("default-src 'none'");
  });

  it.each([
    '/bytes/thumbnail?project=cats&path=a.jpg&version=&size=5000',
    '/bytes/thumbnail?project=cats&version=&size=80',
    '/bytes/augmented?project=c&path=a&version=&size=224&fit=crop&augmentation={&seed=1&draw=0',
    '/bytes/augmented?project=c&path=a&version=&size=999999&fit=crop&augmentation=&seed=1&draw=0',
    '/bytes/augmented?project=c&path=a&version=&size=224&fit=crop&augmentation=&seed=-1&draw=0',
  ])('are refused for what is no such address: %s', async (path) => {
    const answer = await ask(door.port, path, { headers: withToken });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'invalid-value' });
  });
});

describe('uploads', () => {
  const put = async (path: string, body: string | Buffer, more = {}) => {
    const { upload } = await door.services.uploads.begin();
    const answer = await ask(door.port, uploadUrl(upload, path), {
      method: 'POST',
      headers: { ...withToken, ...more },
      body,
    });
    return { answer, folder: await door.services.uploads.folderOf(upload) };
  };

  it('arrive as they were sent', async () => {
    const content = Buffer.alloc(300_000, 7);
    const { answer, folder } = await put('dogs/狗 1.jpg', content);
    expect(answer.status).toBe(204);
    expect(readFileSync(join(folder, 'dogs', '狗 1.jpg')).equals(content)).toBe(true);
    const empty = await put('empty.txt', '');
    expect(empty.answer.status).toBe(204);
    expect(readFileSync(join(empty.folder, 'empty.txt')).length).toBe(0);
  });

  it('never leave their folder', async () => {
    for (const path of [
      '../out.jpg',
      '/tmp/out.jpg',
      'a/../../out.jpg',
      'a\\..\\b.jpg',
      'a//b.jpg',
      './a',
      'a/',
    ]) {
      const { answer, folder } = await put(path, 'x');
      expect(answer.status, path).toBe(400);
      expect(JSON.parse(answer.body)).toMatchObject({ code: 'upload-name-invalid' });
      expect(readdirSync(folder)).toEqual([]);
    }
  });

  it('are refused before the first byte where they say to be too large', async () => {
    const { upload } = await door.services.uploads.begin();
    const answer = await ask(door.port, uploadUrl(upload, 'big.zip'), {
      method: 'POST',
      headers: { ...withToken, 'content-length': String(5 * 2 ** 30), connection: 'close' },
    }).catch((error: unknown) => error);
    expect(answer).toMatchObject({ status: 413 });
  });

  it('leave nothing where the page goes away', async () => {
    const { upload } = await door.services.uploads.begin();
    const folder = await door.services.uploads.folderOf(upload);
    const socket = connect({ host: '127.0.0.1', port: door.port });
    socket.write(
      `POST ${uploadUrl(upload, 'half.jpg')} HTTP/1.1\r\nHost: 127.0.0.1:${door.port}\r\n` +
        `Authorization: Bearer ${token}\r\nContent-Length: 1000\r\n\r\nhalf`,
    );
    await vi.waitFor(() => {
      expect(readdirSync(folder)).toEqual(['half.jpg']);
    });
    socket.destroy();
    await vi.waitFor(() => {
      expect(readdirSync(folder)).toEqual([]);
    });
    await wait(50);
    expect((await ask(door.port, '/health')).status).toBe(200);
  });

  it('belong to an upload that is there', async () => {
    const answer = await ask(door.port, uploadUrl('nobody', 'a.jpg'), {
      method: 'POST',
      headers: withToken,
      body: 'x',
    });
    expect(answer.status).toBe(404);
  });
});

it('writes no secret into its log', () => {
  const log = readFileSync(join(door.folder, 'logs', 'service.log'), 'utf8');
  expect(log).not.toContain(token);
  expect(log).not.toContain('thaw-session');
});
