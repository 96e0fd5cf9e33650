import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { homeFolders } from '../../storage/home.ts';
import { runtimeFileName, runtimeFileSchema, type RuntimeFile } from './runtime-file.ts';

export interface TensorFlowRuntime {
  /** Absolute path of the compiled binding. */
  readonly addon: string;
  readonly tensorflowVersion: string;
  /** The rung of the ladder that it came by. */
  readonly way: string;
  /** True for a TensorFlow that can compute on NVIDIA GPUs. */
  readonly cuda: boolean;
}

/** The TensorFlow that set-up provided; null where there is none, its files are gone, or THAW_RUNTIME is `none`. */
export function locateRuntime(): TensorFlowRuntime | null {
  if (process.env.THAW_RUNTIME === 'none') return null;
  const file = readRuntimeFile();
  if (!file) return null;
  const { tensorflowVersion, way, cuda } = file;
  return { addon: resolve(homeFolders.runtime(), file.addon), tensorflowVersion, way, cuda };
}

/** runtime.json; null where it is not there or not ours, or where a file it names is gone. */
export function readRuntimeFile(): RuntimeFile | null {
  const folder = homeFolders.runtime();
  const file = runtimeFileSchema.safeParse(readJson(join(folder, runtimeFileName)));
  if (!file.success) return null;
  const needed = [file.data.addon, ...file.data.libraries];
  return needed.every((name) => existsSync(resolve(folder, name))) ? file.data : null;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
