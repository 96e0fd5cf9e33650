import { openBackend, type ComputeBackend } from '../src/engine/backend/open-backend.ts';

/**
 * The file that describes SwiftShader's Vulkan driver, from THAW_TEST_GPU, which `npm test` sets where Chromium brought
 * one; LD_LIBRARY_PATH must name its loader, libvulkan.so.1. null: none.
 */
const driver = process.env.THAW_TEST_GPU || null;

export const hasSoftwareGpu = driver !== null;

/** Put into the names of tests that need it, so that a skipped one says why. */
export const skippedWithoutGpu = hasSoftwareGpu ? '' : ' [skipped: no software GPU here, THAW_TEST_GPU]';

/** Makes the driver visible to this process; nothing takes it by itself. */
export function showSoftwareGpu(): void {
  if (driver === null) throw new Error('no software GPU: run npm test, or set THAW_TEST_GPU');
  process.env.VK_ICD_FILENAMES = driver;
  askLessOften();
}

const { setImmediate: atOnce } = globalThis;

/**
 * Dawn asks by setImmediate, over and over, whether its GPU is done. Where that is the processor itself, the asking would
 * keep one of its cores from the work.
 */
function askLessOften(): void {
  const setImmediate = (callback: (...given: unknown[]) => void, ...given: unknown[]): unknown =>
    isDawns(callback) ? setTimeout(callback, 1, ...given) : atOnce(callback, ...given);
  Object.assign(globalThis, { setImmediate });
}

/** Of the functions that are given to setImmediate, Dawn's alone are native. */
function isDawns(callback: unknown): boolean {
  return Function.prototype.toString.call(callback).endsWith('{ [native code] }');
}

/** WebGPU on it. */
export function openSoftwareGpu(): Promise<ComputeBackend> {
  showSoftwareGpu();
  return openBackend('webgpu');
}
