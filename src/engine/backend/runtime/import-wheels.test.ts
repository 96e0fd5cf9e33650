import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useTemporaryHome, type TemporaryHome } from '../../../../test/temporary-home.ts';
import { homeFolders } from '../../storage/home.ts';
import { broughtBinding } from './brought-binding.ts';
import { importWheels } from './import-wheels.ts';
import { runtimeCatalogue } from './runtime-catalogue.ts';

let home: TemporaryHome;
let folder: string;

beforeEach(() => {
  home = useTemporaryHome();
  folder = mkdtempSync(join(tmpdir(), 'thaw-wheels-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
  home.remove();
});

describe('a wheel from another computer', () => {
  it('is known by its hash, whatever it is called, and stays where it was', async () => {
    const file = join(folder, 'anything.zip');
    writeFileSync(file, 'the wheel');
    const { name, version, platform } = runtimeCatalogue.wheels['linux-x64']!;
    vi.spyOn(runtimeCatalogue.wheels, 'linux-x64', 'get').mockReturnValue({
      name,
      version,
      platform,
      sha256: createHash('sha256').update('the wheel').digest('hex'),
    });
    await importWheels([file], 'linux-x64');
    expect(readdirSync(homeFolders.downloads())).toEqual([`${name}-${version}-${platform}.whl`]);
    expect(readFileSync(file, 'utf8')).toBe('the wheel');
    vi.restoreAllMocks();
  });

  it('is refused where it is another one, with what is wanted', async () => {
    const file = join(folder, 'other.whl');
    writeFileSync(file, 'another');
    await expect(importWheels([file], 'linux-arm64')).rejects.toMatchObject({
      code: 'wheel-not-pinned',
      facts: { file, wanted: [expect.stringMatching(/^tensorflow \d/)] },
    });
    await expect(importWheels([join(folder, 'nowhere.whl')])).rejects.toMatchObject({
      code: 'wheel-not-found',
    });
    expect(existsSync(homeFolders.downloads())).toBe(false);
  });
});

describe('a binding that an installed Thaw brings', () => {
  const bring = (tensorflowVersion: string): void => {
    mkdirSync(join(folder, 'binding'), { recursive: true });
    const description = JSON.stringify({ schemaVersion: 1, tensorflowVersion });
    writeFileSync(join(folder, 'binding', 'binding.json'), description);
  };

  it('is taken for the pinned TensorFlow alone', () => {
    vi.stubEnv('THAW_PACKAGED', folder);
    expect(broughtBinding()).toBeNull();
    bring('1.0.0');
    expect(broughtBinding()).toBeNull();
    bring(runtimeCatalogue.tensorflowVersion);
    expect(broughtBinding()).toBe(join(folder, 'binding', 'tfjs_binding.node'));
  });
});
