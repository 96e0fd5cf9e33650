import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, afterEach, describe, expect, it } from 'vitest';
import { writeExport } from '../../../../test/graph-exports/asked-formats.ts';
import { branching } from '../../../../test/graph-exports/made-models.ts';
import { openBackend } from '../../backend/open-backend.ts';
import { openByTfjs } from './open-by-tfjs.ts';
import { readSavedGraph } from './read-saved-graph.ts';
import { savedModelFormat } from './savedmodel-format.ts';
import { savedModelFile, savedModelFolder, variablesPrefix } from './write-savedmodel.ts';

const options = { form: 'photo', weights: 'float16' } as const;
const data = `${variablesPrefix}.data-00000-of-00001`;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-damaged-'));
  await writeExport(savedModelFormat, branching({}, {}), folder, options);
  await openBackend('auto');
});
afterEach(() => rm(folder, { recursive: true }));

/** Opens it as it is done where TensorFlow is, and as it is done elsewhere. */
const ways = [
  ['the format', () => savedModelFormat.open(folder)],
  [
    'TensorFlow.js',
    async () =>
      openByTfjs(join(folder, savedModelFolder), await readSavedGraph(join(folder, savedModelFile))),
  ],
] as const;

describe.each(ways)('a damaged SavedModel is refused by %s', (_, open) => {
  it.each([savedModelFile, `${variablesPrefix}.index`, data])(
    'where %s is cut off or missing',
    async (name) => {
      const file = join(folder, name);
      await truncate(file, 40);
      await expect(open()).rejects.toMatchObject({ code: 'file-damaged' });
      await rm(file);
      await expect(open()).rejects.toMatchObject({ code: 'file-damaged' });
    },
  );

  it('where a weight changed', async () => {
    const file = join(folder, data);
    const content = await readFile(file);
    content[100]! ^= 0x10;
    await writeFile(file, content);
    await expect(open()).rejects.toMatchObject({ code: 'file-damaged' });
  });
});
