import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root, thawHome } from '../bootstrap/places.mjs';
import { lastLine } from './attempt.mjs';

const driver = 'vk_swiftshader_icd.json';
const loader = 'libvulkan.so.1';

/**
 * SwiftShader, a Vulkan driver that computes on the processor, and Vulkan's loader: both come with Chromium. Variables
 * for the tests: THAW_TEST_GPU names the driver, LD_LIBRARY_PATH a folder with the loader alone.
 *
 * @param {string} chromium the program; '' where there is none
 * @returns {{ value: Record<string, string>, reason: null } | { value: null, reason: string }}
 */
export function provideSoftwareGpu(chromium) {
  if (process.env.THAW_TEST_GPU) return { value: {}, reason: null };
  if (process.platform !== 'linux') return { value: null, reason: 'Chromium brings one on Linux only' };
  const folder = foldersOf(chromium).find(
    (one) => existsSync(join(one, driver)) && existsSync(join(one, loader)),
  );
  if (!folder) return { value: null, reason: `no Chromium with ${driver} and ${loader}` };
  const libraries = [linkedLoader(folder), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  const value = { THAW_TEST_GPU: join(folder, driver), LD_LIBRARY_PATH: libraries };
  const reason = whyNot(value);
  return reason === null ? { value, reason } : { value: null, reason };
}

const probe = `
import { create, globals } from 'webgpu';
Object.assign(globalThis, globals);
const adapter = await create([]).requestAdapter({ powerPreference: 'high-performance' });
if (!adapter) throw new Error('WebGPU does not take it');
`;

/** Tries it as the tests will. @param {{ THAW_TEST_GPU: string, LD_LIBRARY_PATH: string }} value */
function whyNot({ THAW_TEST_GPU, LD_LIBRARY_PATH }) {
  const { status, stderr, error } = spawnSync(process.execPath, ['--input-type=module', '--eval', probe], {
    cwd: root,
    env: { ...process.env, LD_LIBRARY_PATH, VK_ICD_FILENAMES: THAW_TEST_GPU },
    encoding: 'utf8',
  });
  if (status === 0) return null;
  return error ? lastLine(error) : (/^\w*Error.*$/m.exec(stderr)?.[0] ?? lastLine(stderr));
}

/** @param {string} chromium */
function foldersOf(chromium) {
  const debian = join('usr', 'lib', 'chromium');
  return [
    ...(existsSync(chromium) ? [dirname(realpathSync(chromium))] : []),
    join('/', debian),
    join(thawHome(), 'test-chromium', 'debian', 'files', debian),
  ];
}

/** Chromium's folder holds other libraries, which no test should meet. @param {string} folder */
function linkedLoader(folder) {
  const place = join(thawHome(), 'test-gpu');
  mkdirSync(place, { recursive: true });
  rmSync(join(place, loader), { force: true });
  symlinkSync(join(folder, loader), join(place, loader));
  return place;
}
