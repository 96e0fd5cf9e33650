import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadDawn } from './load-dawn.ts';
import { hasVulkanDriver } from './vulkan-driver.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'thaw-vulkan-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('a Vulkan driver', () => {
  /** Every folder that a driver may be described in, but /etc. */
  const places = (): NodeJS.ProcessEnv => ({
    XDG_CONFIG_HOME: join(folder, 'a'),
    XDG_CONFIG_DIRS: join(folder, 'b'),
    XDG_DATA_HOME: join(folder, 'c'),
    XDG_DATA_DIRS: `${join(folder, 'd')}:${join(folder, 'e')}`,
  });

  it('is one that is described, or named', () => {
    expect(hasVulkanDriver(places(), 'linux', join(folder, 'etc'))).toBe(false);
    mkdirSync(join(folder, 'e', 'vulkan', 'icd.d'), { recursive: true });
    expect(hasVulkanDriver(places(), 'linux', join(folder, 'etc'))).toBe(false);
    writeFileSync(join(folder, 'e', 'vulkan', 'icd.d', 'radeon_icd.x86_64.json'), '{}');
    expect(hasVulkanDriver(places(), 'linux', join(folder, 'etc'))).toBe(true);
    expect(hasVulkanDriver({ VK_DRIVER_FILES: '/a.json' }, 'linux')).toBe(true);
  });

  it('is not asked for where the system reaches GPUs by other ways', () => {
    expect(['win32', 'darwin'].map((platform) => hasVulkanDriver({}, platform as NodeJS.Platform))).toEqual([
      true,
      true,
    ]);
  });
});

it('does not load Dawn where it is switched off', async () => {
  await expect(loadDawn({ THAW_WEBGPU: 'none' })).rejects.toMatchObject({
    code: 'gpu-unavailable',
    facts: { reason: 'switched-off' },
  });
  expect(globalThis).not.toHaveProperty('GPUDevice');
});
