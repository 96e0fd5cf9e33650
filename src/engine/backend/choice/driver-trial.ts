import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { holderHere, holderState, parseHolder } from '../../storage/lock-holder.ts';
import { thawHome } from '../../storage/home.ts';
import { writeJsonAtomically } from '../../storage/write-atomically.ts';

/** A driver that nobody asked for is left alone once it has taken so many processes with it. */
const mostLosses = 2;

/** A driver is being tried. */
export interface DriverTrial {
  /** This process is still there. */
  survived(): Promise<void>;
}

/**
 * Notes in a file that this process tries a GPU's driver, which may end the process or never answer. null: processes that
 * tried it before did not come back. A file that cannot be read or written is done without.
 */
export async function beginTrial(file = join(thawHome(), 'webgpu-trial.json')): Promise<DriverTrial | null> {
  const content = await readFile(file, 'utf8').catch(() => '');
  const before = parseHolder(content);
  const losses = lossesIn(content) + (before && holderState(before) === 'ended' ? 1 : 0);
  if (losses >= mostLosses) return null;
  await writeJsonAtomically(file, { ...holderHere(), losses }).catch(() => undefined);
  return {
    survived: () => rm(file, { force: true }).catch(() => undefined),
  };
}

function lossesIn(content: string): number {
  try {
    const { losses } = JSON.parse(content) as { readonly losses?: unknown };
    return typeof losses === 'number' ? losses : 0;
  } catch {
    return 0;
  }
}
