import type * as fs from 'node:fs/promises';
import { readFile, rm, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { temporaryFolder } from './fixtures/make-tree.ts';
import { renameWithoutOverwriting } from './place-file.ts';

const meddling = vi.hoisted(() => ({ beforeUnlink: (): Promise<void> => Promise.resolve() }));
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof fs>();
  return {
    ...real,
    async unlink(path: string) {
      await meddling.beforeUnlink();
      await real.unlink(path);
    },
  };
});

let home: string;
let remove: () => Promise<void>;
beforeEach(async () => {
  ({ path: home, remove } = await temporaryFolder());
});
afterEach(async () => {
  meddling.beforeUnlink = () => Promise.resolve();
  await remove();
});

test('keeps the new name where somebody else took the old one away meanwhile', async () => {
  const [from, to] = [join(home, 'from'), join(home, 'to')];
  await writeFile(from, 'the only copy');
  meddling.beforeUnlink = () => rm(from, { force: true });
  await renameWithoutOverwriting(from, to);
  expect(await readFile(to, 'utf8')).toBe('the only copy');
  await expect(unlink(from)).rejects.toMatchObject({ code: 'ENOENT' });
});
