import { schemaVersion } from '../../shared/run-files.ts';
import { photoTableOf } from '../photos/make-photo-table.ts';
import { requireSplit } from '../photos/project-split.ts';
import { saveSplit } from '../photos/save-split.ts';
import type { ReadSplit } from './check-data.ts';

/** Brings the project's split.json up to date and gives it. Throws why there is no split. */
export const readProjectSplit: ReadSplit = async (project) => {
  await saveSplit(project);
  const { folder, layout, seed, classes, photos } = requireSplit(photoTableOf(project).split);
  return { schemaVersion, folder, layout, seed, classes: [...classes], photos: [...photos] };
};
