import { mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSmallDisk } from '../../../test/reliability/small-disk.ts';
import { makeFolder } from './make-folder.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-make-folder-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('makeFolder', () => {
  it('makes what is missing, and leaves what is there', async () => {
    const place = join(folder, 'a', 'b', 'c');
    await makeFolder(place);
    await makeFolder(place);
    expect((await stat(place)).isDirectory()).toBe(true);
  });

  it('does not take a file for a folder', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(makeFolder(join(folder, 'file'))).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(makeFolder(join(folder, 'file', 'below'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  });

  it('says where a link leads to a drive that is gone', async () => {
    await symlink(join(folder, 'gone'), join(folder, 'link'));
    await expect(makeFolder(join(folder, 'link', 'cache'))).rejects.toMatchObject({
      code: 'drive-gone',
      facts: { path: join(folder, 'link') },
    });
  });

  it('says that a drive is read-only, of which Node says that a folder is missing', async ({ skip }) => {
    const disk = openSmallDisk(join(folder, 'disk'), 1e6);
    if (disk === null) skip('a small disk can be mounted by the superuser of Linux alone');
    try {
      disk!.setReadOnly(true);
      const place = join(disk!.folder, 'a', 'b');
      await expect(makeFolder(place)).rejects.toMatchObject({ code: 'EROFS' });
      disk!.setReadOnly(false);
      await makeFolder(place);
    } finally {
      disk!.remove();
    }
  });
});
