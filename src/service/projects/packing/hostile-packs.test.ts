import { createHash } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MadeEntry, zipOf } from '../../../engine/archive/fixtures/make-zip.ts';
import { unpackZip } from '../../../engine/archive/unpack-zip.ts';
import { snapshot } from '../../../engine/dataset/fixtures/make-tree.ts';
import { silentContext } from '../../../engine/job/job-context.ts';
import type { PackProjectResult, UnpackProjectResult } from '../../../shared/job-results/project-results.ts';
import { openPackingPlace } from './fixtures/packing-place.ts';
import { packProject } from './pack-project.ts';
import { unpackProject } from './unpack-project.ts';

let place: Awaited<ReturnType<typeof openPackingPlace>>;
let home: string;
let packed: string;
let out: string;

beforeEach(async () => {
  place = await openPackingPlace();
  ({ packed, out } = place);
  home = place.data.home;
});
afterEach(() => place.remove());

const pack = (): Promise<PackProjectResult> =>
  packProject({ job: 'pack-project', folder: place.folder, out: packed, photos: true }, silentContext);
const unpack = (): Promise<UnpackProjectResult> =>
  unpackProject({ job: 'unpack-project', file: packed, out, id: 'new-id' }, silentContext);

describe('hostile and damaged files', () => {
  /** The packed project, taken apart to be put together otherwise. */
  const members = async (): Promise<Map<string, Buffer>> => {
    await pack();
    const parts = join(home, 'parts');
    await unpackZip(packed, parts, silentContext);
    const names = Object.entries(await snapshot(parts));
    return new Map(names.map(([name, content]) => [name, Buffer.from(content, 'base64')]));
  };
  const write = (entries: ReadonlyMap<string, Buffer>, more: readonly MadeEntry[] = []): Promise<void> =>
    writeFile(packed, zipOf([...[...entries].map(([name, content]) => ({ name, content })), ...more]));
  const refused = async (code: string): Promise<void> => {
    await expect(unpack()).rejects.toMatchObject({ code });
    // Nothing stays of it, inside or outside its place.
    expect(await snapshot(place.other)).toEqual({});
  };
  interface Manifest {
    schemaVersion: number;
    members: { name: string; path?: string; sha256: string; bytes: number }[];
  }
  /** Changes the manifest, and a member so that its hash is right. */
  const forge = async (change: (manifest: Manifest, entries: Map<string, Buffer>) => void): Promise<void> => {
    const entries = await members();
    const manifest = JSON.parse(entries.get('thaw.json')!.toString()) as Manifest;
    change(manifest, entries);
    for (const member of manifest.members) {
      const content = entries.get(member.name);
      if (content) member.sha256 = createHash('sha256').update(content).digest('hex');
    }
    entries.set('thaw.json', Buffer.from(JSON.stringify(manifest)));
    await write(entries);
  };

  it('opens what was put together again unchanged', async () => {
    await forge(() => undefined);
    expect(await unpack()).toMatchObject({ photos: 41 });
  });

  it('refuses what is no packed project: another zip, one inside another, a file of anything', async () => {
    await pack();
    const inner = await readFile(packed);
    await writeFile(packed, zipOf([{ name: 'Pets.thaw', content: inner, stored: true }]));
    await refused('packed-project-invalid');
    await writeFile(packed, zipOf([{ name: 'thaw.json', content: Buffer.from('{}') }]));
    await refused('packed-project-invalid');
    for (const content of ['', 'PK', 'a text about cats']) {
      await writeFile(packed, content);
      await refused('zip-damaged');
    }
    await rm(packed);
    await refused('folder-not-found');
  });

  it('refuses a file that is cut off anywhere', async () => {
    await pack();
    const whole = await readFile(packed);
    for (const share of [0.1, 0.5, 0.9, 0.999]) {
      await writeFile(packed, whole.subarray(0, Math.floor(whole.length * share)));
      await refused('zip-damaged');
    }
  });

  it('refuses a member that was changed, left out or put in another’s place', async () => {
    const entries = await members();
    await write(new Map([...entries, ['photos/cats/1.png', Buffer.from('another picture')]]));
    await refused('packed-project-invalid');
    const fewer = new Map(entries);
    fewer.delete('photos/cats/1.png');
    await write(fewer);
    await refused('packed-project-invalid');
  });

  it('does not keep what the manifest does not name', async () => {
    await write(await members(), [{ name: 'project/runs/evil.json', content: Buffer.from('{}') }]);
    await unpack();
    expect(await readdir(join(out, 'runs'))).toEqual(['one']);
  });

  it.each([
    ['../evil', 'zip-name-invalid'],
    ['/etc/evil', 'zip-name-invalid'],
    ['..\\evil', 'zip-name-invalid'],
  ])('refuses a member named %s', async (name, code) => {
    await write(await members(), [{ name, content: Buffer.from('x') }]);
    await refused(code);
  });

  it.each([
    ['../../evil.json'],
    ['/tmp/evil.json'],
    ['project/../../evil.json'],
    ['elsewhere/evil.json'],
    ['project/split.json'],
  ])('refuses to put a member at %s', async (path) => {
    await forge((manifest) => {
      manifest.members.find(({ name }) => name === 'photos/cats/1.png')!.path = path;
    });
    await refused('packed-project-invalid');
  });

  it('refuses photos that lie outside', async () => {
    for (const path of ['../../../etc/passwd', '/etc/passwd', 'cats/../../x.png']) {
      await rm(join(home, 'parts'), { recursive: true, force: true });
      await rm(packed, { force: true });
      await forge((_, entries) => {
        const split = JSON.parse(entries.get('project/split.json')!.toString()) as {
          photos: { path: string }[];
        };
        split.photos[0]!.path = path;
        entries.set('project/split.json', Buffer.from(JSON.stringify(split)));
      });
      await refused('packed-project-invalid');
    }
  });

  it('refuses a link, a bomb, a newer version and a damaged project', async () => {
    const entries = await members();
    await write(entries, [{ name: 'project/link', content: Buffer.from('/etc/passwd'), mode: 0o120777 }]);
    await refused('zip-name-invalid');
    await write(entries, [{ name: 'project/zeros', content: Buffer.alloc(60_000_000) }]);
    await refused('zip-too-large');
    await rm(join(home, 'parts'), { recursive: true });
    await rm(packed);
    await forge((manifest) => {
      manifest.schemaVersion = 99;
    });
    await refused('project-from-newer-version');
    await rm(join(home, 'parts'), { recursive: true });
    await rm(packed);
    await forge((_, all) => {
      all.set('project/project.json', Buffer.from('{"schemaVersion":1,"id":3}'));
    });
    await refused('packed-project-invalid');
  });
});
