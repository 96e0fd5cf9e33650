import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { readLogTail } from './read-log-tail.ts';
import { openServiceLog } from './service-log.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'thaw-log-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

it('holds no token, no cookie, and no path or name of a person’s files', () => {
  const log = openServiceLog({ folder });
  log.info(
    { token: 'secret-1', caller: { cookie: 'secret-2' }, headers: { authorization: 'secret-3' } },
    'in',
  );
  log.error({ err: new ThawError('photo-not-found', { path: 'cats/Bella.jpg' }) }, 'call failed');
  log.error(
    { err: Object.assign(new Error('no /home/ada/Bella.jpg'), { path: '/home/ada/Bella.jpg' }) },
    'failed',
  );
  const text = readFileSync(join(folder, 'service.log'), 'utf8');
  expect(text.trim().split('\n')).toHaveLength(3);
  expect(text).not.toMatch(/secret|Bella|ada/);
  expect(text).toContain('photo-not-found');
});

it('gives its last lines, those of the file before it first', async () => {
  const line = (msg: string, more: object = {}): string =>
    `${JSON.stringify({ level: 50, time: 0, pid: 7, ...more, msg })}\n`;
  writeFileSync(join(folder, 'service.old.log'), line('first') + line('second'));
  writeFileSync(join(folder, 'service.log'), line('third', { code: 'ENOSPC' }));
  appendFileSync(join(folder, 'service.log'), '{"level":50,"ti');
  expect(await readLogTail(folder, 2)).toEqual([
    '1970-01-01T00:00:00.000Z error second {"pid":7}',
    '1970-01-01T00:00:00.000Z error third {"pid":7,"code":"ENOSPC"}',
  ]);
});

it('has none where there is no log, and reads only the end of a long one', async () => {
  expect(await readLogTail(join(folder, 'none'), 5)).toEqual([]);
  const place = join(folder, 'long');
  mkdirSync(place);
  const log = openServiceLog({ folder: place });
  for (let number = 0; number < 6_000; number++) log.info({ number }, 'one of many lines of this log');
  const lines = await readLogTail(place, 10_000);
  expect(lines.length).toBeLessThan(6_000);
  expect(lines.at(-1)).toContain('"number":5999');
});
