import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type SplitFile, schemaVersion } from '../../shared/run-files.ts';
import { splitFileName } from '../../engine/dataset/read-split-file.ts';
import { writeJsonAtomically } from '../../engine/storage/write-atomically.ts';
import type { Project } from '../projects/project.ts';
import { photoTableOf } from './make-photo-table.ts';
import type { ProjectSplit } from './photo-table.ts';
import { thumbnailsOf } from './photo-page.ts';

const saving = new WeakMap<Project, Promise<void>>();
const saved = new WeakMap<Project, ProjectSplit | null>();

/**
 * Brings FOLDER/split.json, which training reads, and the project's summary up to the project as it is now. Where
 * there is no valid split there is no file, so that nothing trains on a former one. Changes that come while one is
 * being written are written once, at the end. Throws `permission-denied` or `disk-full`.
 */
export function saveSplit(project: Project): Promise<void> {
  const before = saving.get(project) ?? Promise.resolve();
  const after = before.catch(() => undefined).then(() => save(project));
  saving.set(project, after);
  return after;
}

async function save(project: Project): Promise<void> {
  const table = photoTableOf(project);
  if (saved.has(project) && saved.get(project) === table.split) return;
  const place = join(project.folder, splitFileName);
  const dataset = table.split?.dataset;
  if (dataset) {
    const { folder, layout, seed, classes, photos } = dataset;
    const file: SplitFile = {
      schemaVersion,
      folder,
      layout,
      seed,
      classes: [...classes],
      photos: [...photos],
    };
    await writeJsonAtomically(place, file);
  } else await rm(place, { force: true });
  const summary = {
    classes: table.byClass.size,
    photos: table.used.length,
    thumbnails: [...thumbnailsOf(table)],
  };
  await project.update((file) =>
    JSON.stringify(file.summary) === JSON.stringify(summary) ? file : { ...file, summary },
  );
  saved.set(project, table.split);
}
