import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask, cookieFrom, openTestDoor, withToken, type TestDoor } from './fixtures/test-door.ts';

let door: TestDoor;
beforeAll(async () => {
  door = await openTestDoor();
});
afterAll(() => door.end());

it('is told of a crashed window by the token alone, in words of the right shape', async () => {
  const crash = { part: 'page', reason: 'crashed', exitCode: 5 };
  const tell = (headers: Record<string, string>, body: unknown) =>
    ask(door.port, '/window-crash', { method: 'POST', headers, body: JSON.stringify(body) });
  const origin = `http://127.0.0.1:${door.port}`;
  for (const headers of [{}, { cookie: await cookieFrom(door.port), origin }])
    expect((await tell(headers, crash)).status).toBe(401);
  for (const wrong of [null, {}, { ...crash, exitCode: 'x' }, { ...crash, more: 1 }, { ...crash, part: '' }])
    expect((await tell(withToken, wrong)).status, JSON.stringify(wrong)).toBe(400);
  expect((await tell(withToken, { ...crash, reason: 'x'.repeat(2_000) })).status).toBe(401);
  expect(door.seen.crashes).toEqual([]);
  expect((await tell(withToken, crash)).status).toBe(204);
  expect(door.seen.crashes).toEqual([crash]);
});
