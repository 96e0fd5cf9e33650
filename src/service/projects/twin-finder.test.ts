import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { madePicture } from '../../engine/checking/fixtures/made-picture.ts';
import { splitFileSchema } from '../../shared/run-files.ts';
import { openDataServices, type DataServices } from '../fixtures/open-data-services.ts';

let data: DataServices;
let source: string;
beforeEach(async () => {
  data = await openDataServices();
  source = join(data.home, 'pets');
});
afterEach(() => data.remove());

const mirrored = (picture: Buffer): Promise<Buffer> => sharp(picture).flop().png().toBuffer();

async function write(files: Readonly<Record<string, Buffer>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(source, path)), { recursive: true });
    await writeFile(join(source, path), content);
  }
}

/** Six distinct pictures a class, by numbers from `first` on. */
async function writeClasses(folder = '', first = 0): Promise<void> {
  for (const [at, name] of ['a', 'b'].entries())
    for (let number = 0; number < 6; number++)
      await write({ [join(folder, name, `${number}.png`)]: await madePicture(first + 100 * at + number) });
}

async function compared(): Promise<string> {
  const project = await data.create(source);
  await data.projects.twins.settled(await data.store.open(project));
  return project;
}

describe('the photos of a project', () => {
  it('are compared after the reading; copies of one picture stay in one part', async () => {
    await writeClasses();
    for (const number of [0, 1, 2])
      await write({ [`a/copy-${number}.png`]: await mirrored(await madePicture(number)) });
    const project = await compared();
    const { findings, folder } = await data.view(project);
    expect(findings).toContainEqual({ kind: 'look-alike', count: 6 });
    const split = splitFileSchema.parse(JSON.parse(await readFile(join(folder, 'split.json'), 'utf8')));
    const partOf = new Map(split.photos.map(({ path, part }) => [path, part]));
    for (const number of [0, 1, 2])
      expect(partOf.get(`a/copy-${number}.png`)).toBe(partOf.get(`a/${number}.png`));
    const page = await data.photos.page({
      project,
      filter: { kind: 'finding', finding: 'look-alike' },
      search: '',
      offset: 0,
      limit: 10,
    });
    expect(page.total).toBe(6);
  });

  it('are known to be of one picture after a restart, too', async () => {
    await writeClasses();
    await write({ 'b/copy.png': await mirrored(await madePicture(0)) });
    const project = await compared();
    await data.restart();
    expect((await data.view(project)).findings).toContainEqual({
      kind: 'same-photo-in-two-classes',
      count: 1,
    });
  });

  it('that came split are shown where one picture is on both sides', async () => {
    await writeClasses('train', 0);
    await writeClasses('val', 1000);
    await write({ 'val/a/copy.png': await mirrored(await madePicture(3)) });
    const { findings } = await data.view(await compared());
    expect(findings).toContainEqual({ kind: 'leaked', count: 2 });
  });
});
