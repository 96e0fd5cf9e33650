import { cp, mkdir, mkdtemp, readdir, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runJob } from '../../src/service/jobs/run-job.ts';
import type { SampleResult } from '../../src/shared/job-results/scan-results.ts';
import { linkHome } from '../link-home.ts';
import { jobProgram } from './built-cli.ts';

/** A new folder that the caller removes. */
export async function newFolder(name: string): Promise<string> {
  return realpath(await mkdtemp(join(tmpdir(), `thaw-${name}-`)));
}

/** A home of its own for caches, with the runtime, weights and sample of the real one. */
export function newHome(parent: string): { readonly THAW_HOME: string } {
  const home = join(parent, 'home');
  linkHome(home, ['runtime', 'weights', 'sample']);
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
