import { existsSync } from 'node:fs';
import { chmod, copyFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import { downloadWheel } from '../../download/download-wheel.ts';
import { progressMeter } from '../../job/progress-meter.ts';
import { unzipMembers } from '../../download/unzip-members.ts';
import type { JobContext } from '../../job/job-context.ts';
import { homeFolders } from '../../storage/home.ts';
import { broughtBinding } from './brought-binding.ts';
import { compileBinding } from './compile-binding.ts';
import { findCompiler } from './find-compiler.ts';
import { libraryNames } from './library-names.ts';
import { runtimeCatalogue, thisPlatform, type PinnedWheel } from './runtime-catalogue.ts';
import type { RuntimeFile, RuntimeWay } from './runtime-file.ts';
import { verifyBinding } from './verify-binding.ts';
import { isProgram, placeOfMember } from './wheel-layout.ts';

type WheelWay = Extract<RuntimeWay, 'pypi-wheel' | 'pypi-wheel-cuda'>;

const bindingName = 'tfjs_binding.node';

/** The wheels that a way needs on this platform. Throws `runtime-unsupported`. */
export function wheelsFor(
  way: 'pypi-wheel' | 'pypi-wheel-cuda',
  platform = thisPlatform,
): readonly PinnedWheel[] {
  const wheel = runtimeCatalogue.wheels[platform];
  const wheels = way === 'pypi-wheel-cuda' ? runtimeCatalogue.cudaWheels[platform] : wheel && [wheel];
  if (!wheels) throw new ThawError('runtime-unsupported', { platform });
  return wheels;
}

/**
 * Rung 2: TensorFlow's libraries and headers out of the pinned Python wheels, unpacked into Thaw's home, and the
 * binding that an installed Thaw brings, else one compiled against them. Nothing of a wheel is installed or run. Throws what fetching, unpacking, compiling
 * and loading throw.
 */
export async function runtimeFromWheels(way: WheelWay, context: JobContext): Promise<RuntimeFile> {
  const wheels = wheelsFor(way);
  const unpackedBefore = await fromEarlier(way, context);
  if (unpackedBefore) return unpackedBefore;
  // Hundreds of megabytes are not fetched only to find that they cannot be used.
  const brought = broughtBinding();
  if (brought === null) await findCompiler(context.signal);
  const folder = join(homeFolders.runtime(), folderName(way));
  const unpacked = `${folder}.${process.pid}.tmp`;
  try {
    for (const wheel of wheels) await unpackWheel(wheel, unpacked, context);
    if (brought === null) await compileFor(unpacked, context);
    else await copyFile(brought, join(unpacked, bindingName));
    const verified = await verifyBinding(join(unpacked, bindingName), context.signal);
    await rm(folder, { recursive: true, force: true });
    await rename(unpacked, folder);
    return asRuntimeFile(way, verified.tensorflowVersion);
  } finally {
    await rm(unpacked, { recursive: true, force: true });
  }
}

/** Compiles the binding for the TensorFlow unpacked in `folder`, into it. */
async function compileFor(folder: string, context: JobContext): Promise<void> {
  const parts = {
    include: join(folder, 'tensorflow', 'include'),
    libraries: wheelLibraries().map((library) => join(folder, library)),
    librariesFrom: { kind: 'beside-binding', path: 'tensorflow' },
    addon: join(folder, bindingName),
  } as const;
  await compileBinding(parts, context);
}

/** What an earlier set-up unpacked, where it still loads. */
async function fromEarlier(way: WheelWay, context: JobContext): Promise<RuntimeFile | null> {
  const addon = join(homeFolders.runtime(), folderName(way), bindingName);
  if (!existsSync(addon)) return null;
  return verifyBinding(addon, context.signal).then(
    ({ tensorflowVersion }) => asRuntimeFile(way, tensorflowVersion),
    (error: unknown) => {
      if (context.signal.aborted) throw error;
      return null;
    },
  );
}

function asRuntimeFile(way: WheelWay, tensorflowVersion: string): RuntimeFile {
  const folder = folderName(way);
  return {
    schemaVersion: 1,
    addon: join(folder, bindingName),
    tensorflowVersion,
    way,
    cuda: way === 'pypi-wheel-cuda',
    source: null,
    libraries: wheelLibraries().map((library) => join(folder, library)),
  };
}

function folderName(way: WheelWay): string {
  return `${way}-${runtimeCatalogue.tensorflowVersion}`;
}

/** Relative to the runtime's own folder. */
function wheelLibraries(): string[] {
  const names = libraryNames();
  return [join('tensorflow', names.api[0]!), join('tensorflow', names.framework[0]!)];
}

/** Fetches one wheel, unpacks what is needed of it, and deletes it: it is as large again as what is unpacked. */
async function unpackWheel(wheel: PinnedWheel, folder: string, context: JobContext): Promise<void> {
  const file = await downloadWheel({ ...wheel, ...runtimeCatalogue.python }, context);
  context.report({ kind: 'stage', stage: 'unpacking', total: null, unit: 'bytes', detail: basename(file) });
  const meter = progressMeter(context.report, 'unpacking', null);
  let done = 0;
  const written = await unzipMembers(file, folder, placeOfMember, context.signal, (bytes) => {
    done += bytes;
    meter.update(done);
  });
  meter.finish(done);
  await Promise.all(written.filter(isProgram).map((program) => chmod(program, 0o755)));
  await rm(file, { force: true });
}
