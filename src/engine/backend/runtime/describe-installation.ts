import { readFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlainError } from '../../../shared/errors/thaw-error.ts';
import { homeFolders, thawHome } from '../../storage/home.ts';
import { gpuState, lookForGpu, type GpuState } from './gpu-state.ts';
import { locateRuntime, type TensorFlowRuntime } from './locate-runtime.ts';
import { attemptsFileName, attemptsFileSchema } from './runtime-file.ts';

export interface FolderSize {
  readonly name: keyof typeof homeFolders;
  readonly path: string;
  /** null where the folder is not there. */
  readonly bytes: number | null;
}

/** What set-up left on this computer. */
export interface Installation {
  readonly home: string;
  readonly folders: readonly FolderSize[];
  readonly runtime: TensorFlowRuntime | null;
  /** The rungs that the last set-up tried before the one it took, with the reasons. */
  readonly passedOver: readonly { readonly way: string; readonly error: PlainError }[];
  readonly gpu: GpuState;
  /** True where THAW_RUNTIME is `none`. */
  readonly switchedOff: boolean;
}

/** Looks only: nothing is fetched, made or changed. Throws `cancelled`. */
export async function describeInstallation(signal: AbortSignal): Promise<Installation> {
  const runtime = locateRuntime();
  const names = Object.keys(homeFolders) as (keyof typeof homeFolders)[];
  return {
    home: thawHome(),
    folders: await Promise.all(
      names.map(async (name) => ({
        name,
        path: homeFolders[name](),
        bytes: await folderBytes(homeFolders[name]()),
      })),
    ),
    runtime,
    passedOver: readAttempts(),
    gpu: gpuState(await lookForGpu(runtime, signal)),
    switchedOff: process.env.THAW_RUNTIME === 'none',
  };
}

function readAttempts(): Installation['passedOver'] {
  try {
    const text = readFileSync(join(homeFolders.runtime(), attemptsFileName), 'utf8');
    const { passedOver } = attemptsFileSchema.parse(JSON.parse(text));
    // A folder that is not asked for any more is no news.
    const asked = passedOver.filter(
      ({ way }) => way !== 'given-folder' || Boolean(process.env.THAW_TENSORFLOW),
    );
    return asked as Installation['passedOver'];
  } catch {
    return [];
  }
}

/** Bytes of all files below a folder; links count as nothing. null where the folder is not there. */
async function folderBytes(folder: string): Promise<number | null> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => null);
  if (entries === null) return null;
  let bytes = 0;
  for (const entry of entries)
    if (entry.isFile())
      bytes += await stat(join(entry.parentPath, entry.name)).then(
        ({ size }) => size,
        () => 0,
      );
  return bytes;
}
