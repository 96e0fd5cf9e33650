import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { homeFolders } from '../../src/engine/storage/home.ts';
import { runJob } from '../../src/service/jobs/run-job.ts';
import type { SampleResult } from '../../src/shared/job-results.ts';
import { jobProgram } from './built-cli.ts';

/** A new folder that the caller removes. */
export async function newFolder(name: string): Promise<string> {
  return realpath(await mkdtemp(join(tmpdir(), `thaw-${name}-`)));
}

/** A home of its own for caches, with the runtime, weights and sample of the real one. */
export async function newHome(parent: string): Promise<NodeJS.ProcessEnv> {
  const home = join(parent, 'home');
  await mkdir(home);
  for (const name of ['runtime', 'weights', 'sample'] as const) {
    await mkdir(homeFolders[name](), { recursive: true });
    await symlink(homeFolders[name](), join(home, name), 'junction');
  }
  return { THAW_HOME: home };
}

/** Photos with one folder per class: those that THAW_TEST_PHOTOS names, else the sample. */
async function photoSource(): Promise<string> {
  if (process.env.THAW_TEST_PHOTOS) return process.env.THAW_TEST_PHOTOS;
  return (await runJob<SampleResult>({ job: 'provide-sample' }, undefined, { entry: jobProgram })).folder;
}

/** Copies the first `perClass` photos of two classes into `folder`. Returns the class names. */
export async function copyPhotos(folder: string, perClass: number): Promise<string[]> {
  const source = await photoSource();
  const classes = (await readdir(source))
    .filter((name) => !name.startsWith('.'))
    .sort()
    .slice(0, 2);
  for (const name of classes) {
    await mkdir(join(folder, name), { recursive: true });
    const photos = (await readdir(join(source, name))).sort().slice(0, perClass);
    for (const photo of photos) await cp(join(source, name, photo), join(folder, name, photo));
  }
  return classes;
}

/** Every file below a folder with the hash of its bytes: what must be the same after a command that failed. */
export async function fingerprint(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const hashes = await Promise.all(
    files.sort().map(
      async (file) =>
        [
          file,
          createHash('sha256')
            .update(await readFile(file))
            .digest('hex'),
        ] as const,
    ),
  );
  return Object.fromEntries(hashes);
}
