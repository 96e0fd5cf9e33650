import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { homeFolders } from '../src/engine/storage/home.ts';
import { testWeightsFile } from './base-weights.ts';

export interface TemporaryHome {
  readonly folder: string;
  /** Puts THAW_HOME back and deletes the folder. */
  remove(): void;
}

/**
 * A home of Thaw's own for a test, with an empty cache: THAW_HOME names it until it is removed. The TensorFlow
 * runtime and the weights are those of the real home.
 */
export function useTemporaryHome(): TemporaryHome {
  const before = { THAW_HOME: process.env.THAW_HOME, THAW_WEIGHTS: process.env.THAW_WEIGHTS };
  const folder = mkdtempSync(join(tmpdir(), 'thaw-home-'));
  const runtime = homeFolders.runtime();
  if (existsSync(runtime)) symlinkSync(runtime, join(folder, 'runtime'), 'junction');
  process.env.THAW_HOME = folder;
  if (testWeightsFile !== null) process.env.THAW_WEIGHTS = testWeightsFile;
  return {
    folder,
    remove() {
      for (const [name, value] of Object.entries(before)) {
        if (value === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = value;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
