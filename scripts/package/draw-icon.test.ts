import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import configuration from '../../electron-builder.config.mjs';
import { drawIcon } from './draw-icon.mjs';
import { iconFile } from './places.mjs';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'thaw-icon-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the installers’ icon', () => {
  it('is the page’s, sharp at 1024 pixels', async () => {
    const file = join(folder, 'more', 'icon.png');
    await drawIcon(file);
    const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ width: 1024, height: 1024, channels: 4 });
    const at = (x: number, y: number): number[] => [
      ...data.subarray((y * 1024 + x) * 4, (y * 1024 + x) * 4 + 4),
    ];
    // The first bar reaches from 3 to 7 of 32 units; an enlarged small drawing would have a wide soft edge there.
    expect([at(90, 512)[3], at(102, 512), at(218, 512), at(230, 512)[3]]).toEqual([
      0,
      [0x00, 0x74, 0xa6, 255],
      [0x00, 0x74, 0xa6, 255],
      0,
    ]);
    expect(at(864, 700)).toEqual([0xd9, 0x8a, 0x1c, 255]);
  });

  it('is what every system’s installer takes', () => {
    const { directories, linux, win, mac } = configuration as unknown as Record<
      'directories' | 'linux' | 'win' | 'mac',
      { icon: string; buildResources: string }
    >;
    const project = join(import.meta.dirname, '..', '..');
    for (const { icon } of [linux, win, mac])
      expect(join(project, directories.buildResources, icon)).toBe(iconFile);
  });
});
