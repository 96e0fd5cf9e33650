import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { openSizedFile } from './sized-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'thaw-log-'));
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

it('keeps the last lines in two files, whatever is written', () => {
  const place = join(folder, 'logs');
  for (let line = 0; line < 100; line++) {
    // Opened anew now and then, as by a service that starts again.
    const file = openSizedFile(place, 'service', 100);
    for (let more = 0; more < 10; more++) file.write(`line ${line}.${more}\n`);
  }
  expect(readdirSync(place).sort()).toEqual(['service.log', 'service.old.log']);
  for (const name of readdirSync(place)) expect(statSync(join(place, name)).size).toBeLessThan(120);
  expect(readFileSync(join(place, 'service.log'), 'utf8')).toContain('line 99.9');
  if (process.platform !== 'win32') expect(statSync(join(place, 'service.log')).mode & 0o077).toBe(0);
});
