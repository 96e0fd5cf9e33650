import { access, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as h5wasm from 'h5wasm/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPromise } from 'yauzl';
import { madeModel, smallConvnet } from '../../../../test/made-model.ts';
import { type MadeEntry, zipOf } from '../../archive/fixtures/make-zip.ts';
import { silentContext } from '../../job/job-context.ts';
import { configFile, metadataFile, weightsFile } from './keras-members.ts';
import { readKeras } from './read-keras.ts';
import { writeKeras } from './write-keras.ts';

const model = madeModel({ network: smallConvnet, size: 96, classes: ['a', 'b', 'c'], boldness: 1 });
let folder: string;
let file: string;
let parts: Readonly<Record<string, Buffer>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-keras-files-'));
  file = join(folder, 'model.keras');
  await writeKeras(model, file, { form: 'network', weights: 'float32' }, silentContext);
  const zip = await openPromise(file, { autoClose: false, lazyEntries: true });
  const found: Record<string, Buffer> = {};
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    found[entry.fileName] = Buffer.concat(chunks);
  }
  zip.close();
  parts = found;
});
afterAll(() => rm(folder, { recursive: true }));

const stored = (name: string, content: Buffer): MadeEntry => ({ name, content, stored: true });
/** The file's own members, some of them changed. */
function members(changed: Readonly<Record<string, Partial<MadeEntry>>> = {}): MadeEntry[] {
  return [metadataFile, configFile, weightsFile].map((name) => ({
    ...stored(name, parts[name]!),
    ...changed[name],
  }));
}
function configWith(from: string, to: string): Partial<MadeEntry> {
  const text = parts[configFile]!.toString('utf8');
  expect(text).toContain(from);
  return { content: Buffer.from(text.replace(from, to)) };
}

async function opened(content: Buffer): Promise<unknown> {
  const path = join(folder, 'given.keras');
  await writeFile(path, content);
  return readKeras(path);
}
const refused = { code: 'file-damaged' };

it('comes back, layer for layer and weight for weight, and leaves nothing beside it', async () => {
  const { network, weights } = await readKeras(file);
  expect(network.layers).toEqual(model.network.layers);
  expect([...weights].sort()).toEqual([...model.weights].sort());
  expect(await readdir(folder)).toEqual(['model.keras']);
});

it('holds what Keras puts in, unpacked, and says so of the fixture too', async () => {
  expect(Object.keys(parts)).toEqual([metadataFile, configFile, weightsFile]);
  await expect(opened(zipOf(members()))).resolves.toBeDefined();
});

describe('is refused', () => {
  it.each([
    ['with a name that leads out of it', '../../evil.keras'],
    ['with an absolute name', '/tmp/evil.keras'],
    ['with an archive inside', 'inner.zip'],
    ['with code inside', 'assets/code.py'],
  ])('%s', async (_, name) => {
    const content = zipOf([...members(), stored(name, Buffer.from('x'))]);
    await expect(opened(content)).rejects.toMatchObject(refused);
    await expect(access(join(folder, '..', '..', 'evil.keras'))).rejects.toThrow();
  });

  it('with the same member twice', async () => {
    await expect(opened(zipOf([...members(), ...members()]))).rejects.toMatchObject(refused);
  });

  it.each([metadataFile, configFile, weightsFile])('without %s', async (missing) => {
    const content = zipOf(members().filter(({ name }) => name !== missing));
    await expect(opened(content)).rejects.toMatchObject(refused);
  });

  it('with weights of another checksum', async () => {
    const content = zipOf(members({ [weightsFile]: { claimedChecksum: 1 } }));
    await expect(opened(content)).rejects.toMatchObject(refused);
  });

  it.each([10, 1e9])('with a member that claims %d bytes', async (claimedBytes) => {
    const content = zipOf(members({ [weightsFile]: { claimedBytes, stored: false } }));
    await expect(opened(content)).rejects.toMatchObject(refused);
  });

  it('with weights that unpack to far more than they are', async () => {
    const content = zipOf(members({ [weightsFile]: { content: Buffer.alloc(40e6), stored: false } }));
    await expect(opened(content)).rejects.toMatchObject(refused);
  });

  it.each([
    ['more units than any network has', '"units":3', '"units":1e12'],
    ['a window without end', '"kernel_size":[3,3]', '"kernel_size":[3,1e9]'],
    ['a layer with code of its own', '"class_name":"Dense"', '"class_name":"Lambda"'],
    ['a module of its own', '"module":"keras.layers"', '"module":"os"'],
    ['weights that its layers do not have', '"class_name":"Flatten"', '"class_name":"BatchNormalization"'],
  ])('with %s', async (_, from, to) => {
    const content = zipOf(members({ [configFile]: configWith(from, to) }));
    await expect(opened(content)).rejects.toMatchObject(refused);
  });

  it('with a dataset that is larger than the file', async () => {
    const path = join(folder, 'large.h5');
    await h5wasm.ready;
    const large = new h5wasm.File(path, 'w');
    large
      .create_group('layers')
      .create_group('conv2d')
      .create_group('vars')
      .create_dataset({
        name: '0',
        data: new Float32Array(4e6),
        shape: [4e6],
        dtype: '<f4',
        chunks: [1e5],
        compression: 9,
      });
    large.close();
    const content = zipOf(members({ [weightsFile]: { content: await readFile(path) } }));
    await rm(path);
    await expect(opened(content)).rejects.toMatchObject(refused);
  });

  it('cut off at any place', async () => {
    const whole = await readFile(file);
    for (let share = 0; share < 1; share += 0.09)
      await expect(opened(whole.subarray(0, Math.floor(share * whole.length)))).rejects.toMatchObject(
        refused,
      );
  });

  it('with any byte of its configuration or directory gone wrong, or is read as it was', async () => {
    const whole = await readFile(file);
    for (const place of [10, 200, 2000, whole.length - 30, whole.length - 100, whole.length >> 1]) {
      const bad = Buffer.from(whole);
      bad[place] = bad[place]! ^ 0xff;
      const outcome = await opened(bad).then(
        () => 'read',
        (error: unknown) => (error as { readonly code?: string }).code,
      );
      expect(['read', 'file-damaged']).toContain(outcome);
    }
  });
});
