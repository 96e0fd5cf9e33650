import { join } from 'node:path';
import { checkedImage, twinsOfPhotos } from '../../../engine/checking/twins-of-photos.ts';
import type { JobContext } from '../../../engine/job/job-context.ts';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import type { CheckLabelsResult } from '../../../shared/job-results/check-results.ts';
import type { RequestOf } from '../../../shared/job-requests.ts';
import { makeTable } from '../../photos/make-photo-table.ts';
import {
  photoIndexName,
  photoIndexOf,
  photoIndexSchema,
  photoIndexVersion,
} from '../../projects/photo-index.ts';
import {
  projectFileName,
  projectFileSchema,
  projectSchemaVersion,
  readProjectJson,
} from '../../projects/project-file.ts';

/** Photos in use, by the classes as the user edited them; none is changed. */
export async function checkLabels(
  { folder }: RequestOf<'check-labels'>,
  context: JobContext,
): Promise<CheckLabelsResult> {
  const start = performance.now();
  const index = await readProjectJson(join(folder, photoIndexName), photoIndexSchema, photoIndexVersion);
  const file = await readProjectJson(join(folder, projectFileName), projectFileSchema, projectSchemaVersion);
  if (!index || !file) throw new ThawError('folder-not-found', { folder });
  const table = makeTable(photoIndexOf(index), file, false);
  const classes = [...table.byClass.keys()];
  const photos = table.used.map(({ photo: { path, sha256, bytes }, className }) => ({
    path,
    sha256,
    bytes,
    classIndex: classes.indexOf(className),
  }));
  const { groups, seen } = await twinsOfPhotos(photos, index.folder, 'thorough', checkedImage, context);
  const found = seen
    ? await (await import('../../../engine/checking/suspects-of-photos.ts')).suspectsOfPhotos(seen, classes)
    : [];
  // A class may be renamed: the name of a folder in it stays.
  const folderOf = (name: string): string => table.classes.find((one) => one.name === name)!.folders[0]!;
  return {
    groups,
    suspects: found.map((suspect) => ({
      ...suspect,
      sha256: table.index.get(suspect.path)!.sha256,
      className: folderOf(suspect.className),
      looksLike: folderOf(suspect.looksLike),
    })),
    photos: photos.length,
    seconds: (performance.now() - start) / 1000,
  };
}
