import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { patternUrl, silentHeader } from '../../shared/app/urls.ts';
import { ask, openTestDoor, withToken, type TestDoor } from './fixtures/test-door.ts';

let door: TestDoor;
beforeAll(async () => {
  door = await openTestDoor();
});
afterAll(() => door.end());

describe('patterns of filters', () => {
  it('say where a filter is silent', async () => {
    const silent = async (filter: number): Promise<unknown> => {
      const answer = await ask(door.port, patternUrl('cats', 'run', 'conv1', filter), { headers: withToken });
      expect(answer.status).toBe(200);
      return answer.headers[silentHeader];
    };
    expect([await silent(2), await silent(3)]).toEqual([undefined, '1']);
  });

  it('are given up when nobody waits any more', async () => {
    const path = patternUrl('cats', 'run', 'conv1', 100);
    const asked = httpRequest({ host: '127.0.0.1', port: door.port, path, headers: withToken });
    asked.on('error', () => undefined).end();
    await vi.waitUntil(() => door.seen.watching.has('pattern'));
    asked.destroy();
    await vi.waitUntil(() => !door.seen.watching.has('pattern'));
  });
});
