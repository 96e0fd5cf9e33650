import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import type { JobContext } from '../../job/job-context.ts';
import { homeFolders } from '../../storage/home.ts';
import { compileBinding } from './compile-binding.ts';
import { libraryNames } from './library-names.ts';
import type { RuntimeFile } from './runtime-file.ts';
import { verifyBinding } from './verify-binding.ts';

/**
 * Rung 1: the TensorFlow in a folder of the user's, with lib/ and include/, is used where it lies. Throws
 * `runtime-folder-invalid` and what compiling and loading throw.
 */
export async function runtimeFromFolder(given: string, context: JobContext): Promise<RuntimeFile> {
  const folder = resolve(given);
  const include = join(folder, 'include');
  if (!existsSync(join(include, 'tensorflow', 'c', 'c_api.h')))
    throw new ThawError('runtime-folder-invalid', {
      folder,
      missing: join('include', 'tensorflow', 'c', 'c_api.h'),
    });
  const names = libraryNames();
  const libraries = [firstPresent(folder, names.api), firstPresent(folder, names.framework)];
  // One binding for each folder, so that changing the variable to and fro compiles only once each.
  const name = `given-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`;
  const addon = join(name, 'tfjs_binding.node');
  const absolute = join(homeFolders.runtime(), addon);
  const librariesFrom = { kind: 'absolute', path: join(folder, 'lib') } as const;
  await compileBinding({ include, libraries, librariesFrom, addon: absolute }, context);
  const verified = await verifyBinding(absolute, context.signal);
  return { schemaVersion: 1, addon, ...verified, way: 'given-folder', source: given, libraries };
}

function firstPresent(folder: string, names: readonly string[]): string {
  const found = names.map((name) => join(folder, 'lib', name)).find((file) => existsSync(file));
  if (found === undefined)
    throw new ThawError('runtime-folder-invalid', { folder, missing: join('lib', names[0]!) });
  return found;
}
