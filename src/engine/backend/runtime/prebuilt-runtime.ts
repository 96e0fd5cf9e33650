import { copyFile, readdir, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import { downloadFile } from '../../download/download-file.ts';
import type { JobContext } from '../../job/job-context.ts';
import { homeFolders } from '../../storage/home.ts';
import { runCommand } from './run-command.ts';
import { runtimeCatalogue, thisPlatform } from './runtime-catalogue.ts';
import type { RuntimeFile } from './runtime-file.ts';
import { verifyBinding } from './verify-binding.ts';
import { makeFolder } from '../../storage/make-folder.ts';

const require = createRequire(import.meta.url);

export interface PrebuiltAddresses {
  readonly addon: string;
  readonly library: string;
}

/** Where @tensorflow/tfjs-node-gpu's own installer would look on this platform. Throws `runtime-unsupported`. */
export function prebuiltAddresses(platform = thisPlatform): PrebuiltAddresses {
  const prebuilt = runtimeCatalogue.prebuilt[platform];
  if (!prebuilt) throw new ThawError('runtime-unsupported', { platform });
  const manifest = require('@tensorflow/tfjs-node-gpu/package.json') as {
    version: string;
    binary: { host: string };
  };
  const file = `CPU-${prebuilt.system}-${manifest.version}.${prebuilt.archive}`;
  return { addon: `${manifest.binary.host}/napi-v8/${manifest.version}/${file}`, library: prebuilt.library };
}

/**
 * Rung 3, for Windows and Macs with Intel processors: the binding and libtensorflow that the package's authors built,
 * laid out as the binding looks for them. Throws what fetching, unpacking and loading throw.
 */
export async function prebuiltRuntime(context: JobContext): Promise<RuntimeFile> {
  const addresses = prebuiltAddresses();
  const folder = join(homeFolders.runtime(), 'prebuilt');
  const unpacked = `${folder}.${process.pid}.tmp`;
  try {
    const place = join(unpacked, 'lib', 'napi-v8');
    await makeFolder(place);
    await unpack(addresses.library, join(unpacked, 'deps'), context);
    await unpack(addresses.addon, join(unpacked, 'addon'), context);
    await copyFile(
      await findBelow(join(unpacked, 'addon'), 'tfjs_binding.node'),
      join(place, 'tfjs_binding.node'),
    );
    // Windows looks for a library only beside the program or the module that needs it.
    if (process.platform === 'win32')
      await copyFile(
        await findBelow(join(unpacked, 'deps'), 'tensorflow.dll'),
        join(place, 'tensorflow.dll'),
      );
    const verified = await verifyBinding(join(place, 'tfjs_binding.node'), context.signal);
    await rm(folder, { recursive: true, force: true });
    await rename(unpacked, folder);
    const addon = join('prebuilt', 'lib', 'napi-v8', 'tfjs_binding.node');
    return { schemaVersion: 1, addon, ...verified, way: 'prebuilt', source: null, libraries: [] };
  } finally {
    await rm(unpacked, { recursive: true, force: true });
  }
}

/** Fetches an archive and unpacks it by the system's tar, which Windows 10 and newer have too and which reads zip there. */
async function unpack(url: string, folder: string, context: JobContext): Promise<void> {
  const what = basename(new URL(url).pathname);
  const archive = join(homeFolders.downloads(), what);
  await downloadFile({ url, destination: archive, what }, context);
  await makeFolder(folder);
  const finished = await runCommand('tar', ['-xf', archive, '-C', folder], {
    signal: context.signal,
    seconds: 600,
  });
  await rm(archive, { force: true });
  if (finished.exitCode !== 0)
    throw new ThawError('archive-damaged', {
      file: what,
      detail: finished.stderr.trim().split('\n')[0] ?? '',
    });
}

async function findBelow(folder: string, name: string): Promise<string> {
  const found = (await readdir(folder, { recursive: true })).find((path) => basename(path) === name);
  if (found === undefined)
    throw new ThawError('archive-damaged', { file: dirname(folder), detail: `no ${name}` });
  return join(folder, found);
}
