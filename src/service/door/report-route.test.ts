import { afterAll, beforeAll, expect, it } from 'vitest';
import { reportUrl } from '../../shared/app/urls.ts';
import { ask, openTestDoor, withToken, type TestDoor } from './fixtures/test-door.ts';

let door: TestDoor;
beforeAll(async () => {
  door = await openTestDoor();
});
afterAll(() => door.end());

it('gives a report to be saved, never to be shown as a page of the service', async () => {
  const answer = await ask(door.port, reportUrl('cats', 'a run', 'zh-CN'), { headers: withToken });
  expect(answer.status).toBe(200);
  expect(answer.body).toBe('<!doctype html>a run zh-CN');
  expect(answer.headers['content-disposition']).toBe('attachment; filename="report.html"');
  expect(answer.headers['cache-control']).toBe('no-store');
});

it('asks for the token, and for a language that there is', async () => {
  expect((await ask(door.port, reportUrl('cats', 'a run', 'en'))).status).toBe(401);
  const wrong = reportUrl('cats', 'a run', 'en').replace('=en', '=fr');
  expect((await ask(door.port, wrong, { headers: withToken })).status).toBe(400);
});
