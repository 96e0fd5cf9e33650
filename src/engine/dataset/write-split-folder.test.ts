import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseRatio } from '../../shared/parse-split-spec.ts';
import { silentContext } from '../job/job-context.ts';
import { applySplit } from './apply-split.ts';
import { classTree, makeTree, snapshot, temporaryFolder } from './fixtures/make-tree.ts';
import { planSplit } from './plan-split.ts';
import { scanDataset } from './scan-dataset.ts';
import { writeSplitFolder } from './write-split-folder.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let [source, list, out] = ['', '', ''];
beforeEach(async () => {
  folder = await temporaryFolder();
  source = join(folder.path, 'photos');
  list = join(folder.path, 'list');
  out = join(folder.path, 'out');
  await makeTree(source, classTree(['cats', 'dogs'], 3));
  await writeList(1);
});
afterEach(() => folder.remove());

async function writeList(seed: number): Promise<void> {
  await rm(list, { recursive: true, force: true });
  const dataset = planSplit(await scanDataset(source, silentContext), parseRatio('34,33,33'), seed);
  await applySplit(dataset, list, 'list', silentContext);
}

describe.each(['copy', 'move'] as const)('a %s that came to its end before its asker knew', (mode) => {
  test('is found done when it is asked again', async () => {
    const first = await writeSplitFolder(list, out, mode, silentContext);
    const before = [await snapshot(source), await snapshot(out)];
    const again = await writeSplitFolder(list, out, mode, silentContext);
    expect(again.folder).toBe(out);
    expect(again.photos).toHaveLength(first.photos.length);
    expect([await snapshot(source), await snapshot(out)]).toEqual(before);
  });

  test('is not taken for done where a photo of it is gone', async () => {
    const { photos } = await writeSplitFolder(list, out, mode, silentContext);
    const { photos: written } = await writeSplitFolder(list, out, mode, silentContext);
    expect(written).toHaveLength(photos.length);
    await rm(join(out, written[0]!.path));
    await expect(writeSplitFolder(list, out, mode, silentContext)).rejects.toMatchObject({
      code: 'split-destination-taken',
    });
  });
});

test('another split is refused the folder', async () => {
  await writeSplitFolder(list, out, 'copy', silentContext);
  await writeList(2);
  await expect(writeSplitFolder(list, out, 'copy', silentContext)).rejects.toMatchObject({
    code: 'split-destination-taken',
  });
});
