import { join } from 'node:path';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { Project } from '../projects/project.ts';

/** A run's name is its folder's: one part of a path, and none that hides. */
export function isRunName(name: string): boolean {
  return /^[^./\\:][^/\\:]*$/.test(name) && !name.includes('\0');
}

/** Absolute path of a run's folder, whether it is there or not. Throws `run-not-found` for what names no run. */
export function runFolderOf({ runsFolder }: Pick<Project, 'runsFolder'>, run: string): string {
  if (!isRunName(run)) throw new ThawError('run-not-found', { run });
  return join(runsFolder, run);
}
