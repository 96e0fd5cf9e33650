import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isThawError, ThawError, type PlainError } from '../../../shared/errors/thaw-error.ts';
import { holdLock } from '../../download/hold-lock.ts';
import type { JobContext } from '../../job/job-context.ts';
import { homeFolders } from '../../storage/home.ts';
import { writeJsonAtomically } from '../../storage/write-atomically.ts';
import { runtimeFromFolder } from './given-folder.ts';
import { locateRuntime, readRuntimeFile, type TensorFlowRuntime } from './locate-runtime.ts';
import { hasNvidiaDriver } from './nvidia-driver.ts';
import { prebuiltRuntime } from './prebuilt-runtime.ts';
import { runtimeCatalogue, thisPlatform } from './runtime-catalogue.ts';
import { attemptsFileName, runtimeFileName, type RuntimeFile, type RuntimeWay } from './runtime-file.ts';
import { runtimeFromWheels } from './wheel-runtime.ts';
import { provideFolder } from '../../storage/make-folder.ts';

export interface PassedOver {
  readonly way: RuntimeWay;
  readonly error: PlainError;
}

interface Rung {
  readonly way: RuntimeWay;
  readonly provide: (context: JobContext) => Promise<RuntimeFile>;
}

/**
 * Climbs the ladder of ARCHITECTURE.md to the best TensorFlow that can be had here and writes down which one it is and
 * what was passed over. What is there already and as good is kept. null: none, so that WASM must do; also where
 * THAW_RUNTIME is `none`. Throws `cancelled`, `permission-denied` or `disk-full`; any other failure is a reason.
 */
export async function provideRuntime(
  context: JobContext,
): Promise<{ runtime: TensorFlowRuntime | null; passedOver: readonly PassedOver[] }> {
  if (process.env.THAW_RUNTIME === 'none') return { runtime: null, passedOver: [] };
  const folder = homeFolders.runtime();
  await provideFolder(folder);
  const release = await holdLock(join(folder, 'setup.lock'), context.signal);
  try {
    const present = readRuntimeFile();
    const rungs = rungsAbove(present);
    const passedOver: PassedOver[] = [];
    for (const rung of rungs) {
      const found = await tryRung(rung, context, passedOver);
      if (!found) continue;
      await writeJsonAtomically(join(folder, runtimeFileName), found);
      break;
    }
    await writeJsonAtomically(join(folder, attemptsFileName), {
      schemaVersion: 1,
      at: new Date().toISOString(),
      passedOver,
    });
    await forgetFormerFolder(folder);
    return { runtime: locateRuntime(), passedOver };
  } finally {
    await release();
  }
}

/** The rungs worth trying: those that would give something better than what is there. */
export function rungsAbove(
  present: Pick<RuntimeFile, 'way' | 'source' | 'tensorflowVersion'> | null,
  given = process.env.THAW_TENSORFLOW ?? '',
  nvidia = hasNvidiaDriver(),
  platform = thisPlatform,
): Rung[] {
  const hasWheel = platform in runtimeCatalogue.wheels;
  const hasPrebuilt = platform in runtimeCatalogue.prebuilt;
  const ladder: readonly (Rung & { readonly applies: boolean })[] = [
    { way: 'given-folder', applies: given !== '', provide: (context) => runtimeFromFolder(given, context) },
    {
      way: 'pypi-wheel-cuda',
      applies: nvidia,
      provide: (context) => runtimeFromWheels('pypi-wheel-cuda', context),
    },
    {
      way: 'pypi-wheel',
      applies: hasWheel || !hasPrebuilt,
      provide: (context) => runtimeFromWheels('pypi-wheel', context),
    },
    { way: 'prebuilt', applies: hasPrebuilt, provide: prebuiltRuntime },
  ];
  const applying = ladder.filter((rung) => rung.applies);
  const reached = applying.findIndex(
    (rung) => present !== null && rung.way === present.way && isCurrent(present, given),
  );
  return applying.slice(0, reached < 0 ? undefined : reached);
}

function isCurrent(
  present: Pick<RuntimeFile, 'way' | 'source' | 'tensorflowVersion'>,
  given: string,
): boolean {
  if (present.way === 'given-folder') return present.source === given;
  return present.way === 'prebuilt' || present.tensorflowVersion === runtimeCatalogue.tensorflowVersion;
}

async function tryRung(
  rung: Rung,
  context: JobContext,
  passedOver: PassedOver[],
): Promise<RuntimeFile | null> {
  try {
    return await rung.provide(context);
  } catch (error) {
    if (
      isThawError(error, 'cancelled') ||
      isThawError(error, 'permission-denied') ||
      isThawError(error, 'disk-full')
    )
      throw error;
    const known = isThawError(error)
      ? error
      : new ThawError('unexpected', { detail: String(error) }, { cause: error });
    passedOver.push({ way: rung.way, error: known.toPlain() });
    return null;
  }
}

/** A runtime made from a folder that is not asked for any more is not used any more. */
async function forgetFormerFolder(folder: string): Promise<void> {
  const present = readRuntimeFile();
  if (present?.way === 'given-folder' && present.source !== (process.env.THAW_TENSORFLOW ?? ''))
    await rm(join(folder, runtimeFileName), { force: true });
}
