import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { decodePhoto } from '../features/decode-photo.ts';
import { silentContext } from '../job/job-context.ts';
import { readCandidates } from './read-candidates.ts';
import { requireFolder } from './require-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'thaw-drive-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const gone = (path: string) => ({ code: 'drive-gone', facts: { path } });

it('is content with a folder that is there, and with faults of one file', async () => {
  writeFileSync(join(folder, 'other.png'), '');
  await expect(requireFolder(folder, 'missing')).resolves.toBeUndefined();
  await expect(requireFolder(join(folder, 'not-there'), 'damaged')).resolves.toBeUndefined();
});

it('tells a folder that went, one that is a file now, and a place where a drive was', async () => {
  await expect(requireFolder(folder, 'missing')).rejects.toMatchObject(gone(folder));
  const file = join(folder, 'file');
  writeFileSync(file, '');
  for (const path of [join(folder, 'not-there'), file])
    await expect(requireFolder(path, 'unreadable')).rejects.toMatchObject(gone(path));
});

it('ends a reading whose photos went all at once, and leaves out one that went alone', async () => {
  const photo = { path: 'a/1.png', classIndex: 0, part: null };
  await expect(readCandidates(folder, [photo], silentContext)).rejects.toMatchObject(gone(folder));
  mkdirSync(join(folder, 'a'));
  const { skipped } = await readCandidates(folder, [photo], silentContext);
  expect(skipped).toEqual([{ path: 'a/1.png', reason: 'missing', detail: 'ENOENT' }]);
});

it('ends what decodes photos, such as the measuring of a model', async () => {
  const photo = { path: 'a/1.png', sha256: '0'.repeat(64), bytes: 1, classIndex: 0 };
  const image = { size: 48, fit: 'stretch' } as const;
  await expect(decodePhoto(photo, folder, image)).rejects.toMatchObject(gone(folder));
  mkdirSync(join(folder, 'a'));
  expect(await decodePhoto(photo, folder, image)).toMatchObject({ skipped: { reason: 'missing' } });
});
