import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSmallDisk } from '../../../test/reliability/small-disk.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import { openHdf5 } from './open-hdf5.ts';
import { whyNotWritten } from './why-not-written.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'thaw-why-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('whyNotWritten', () => {
  it('tells of a full disk what HDF5 does not', async ({ skip }) => {
    const disk = openSmallDisk(join(folder, 'small'), 2e6);
    if (disk === null) skip('a small disk can be mounted by the superuser of Linux alone');
    const path = join(disk!.folder, 'model.h5');
    try {
      const failure = await writeNumbers(path, 1e6).catch((error: unknown) => error);
      expect(failure).not.toBeInstanceOf(ThawError);
      expect(await whyNotWritten(failure, path)).toMatchObject({ code: 'disk-full', facts: { path } });
      expect(readdirSync(disk!.folder)).toEqual(['model.h5']);
    } finally {
      disk!.remove();
    }
  });

  it('leaves an error alone that no disk explains, and one that says enough', async () => {
    const path = join(folder, 'model.h5');
    const [strange, known] = [new Error('what?'), new ThawError('cancelled', { run: null })];
    expect(await whyNotWritten(strange, path)).toBe(strange);
    expect(await whyNotWritten(known, join(folder, 'nowhere', 'model.h5'))).toBe(known);
  });
});

async function writeNumbers(path: string, count: number): Promise<void> {
  const { file, close } = await openHdf5(path, 'w');
  try {
    file.create_dataset({ name: 'numbers', data: new Float32Array(count) });
  } finally {
    close();
  }
}
