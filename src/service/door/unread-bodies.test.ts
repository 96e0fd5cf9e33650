import { afterAll, beforeAll, expect, it } from 'vitest';
import { pour } from '../../../test/reliability/doors/raw.ts';
import { sessionPaths } from '../../shared/app/session.ts';
import { uploadUrl } from '../../shared/app/urls.ts';
import { openTestDoor, type TestDoor } from './fixtures/test-door.ts';

let door: TestDoor;
beforeAll(async () => {
  door = await openTestDoor();
});
afterAll(() => door.end());

it.each([
  ['POST', sessionPaths.code],
  ['POST', sessionPaths.session],
  ['POST', uploadUrl('abcdef012345', 'a.png')],
  ['GET', '/'],
  ['PUT', sessionPaths.health],
])('answers %s %s and ends it, whose body has no end', async (method, path) => {
  const head = `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1:${door.port}\r\nTransfer-Encoding: chunked\r\n\r\n`;
  const chunk = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(65_536, 'a'), Buffer.from('\r\n')]);
  const most = 64e6;
  const { status, sent, ended } = await pour(door.port, head, chunk, most);
  expect(ended).toBe(true);
  expect(status).toBeGreaterThanOrEqual(200);
  expect(sent).toBeLessThan(most);
});
