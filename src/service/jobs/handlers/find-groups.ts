import { subjectGroups } from '../../../engine/dataset/subject-groups.ts';
import type { JobContext } from '../../../engine/job/job-context.ts';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import type { FindGroupsResult } from '../../../shared/job-results/split-results.ts';
import type { RequestOf } from '../../../shared/job-requests.ts';
import { photoIndexSchema, photoIndexVersion } from '../../projects/photo-index.ts';
import { readProjectJson } from '../../projects/project-file.ts';

export async function findGroups(
  request: RequestOf<'find-groups'>,
  context: JobContext,
): Promise<FindGroupsResult> {
  const index = await readProjectJson(request.index, photoIndexSchema, photoIndexVersion);
  if (!index) throw new ThawError('folder-not-found', { folder: request.index });
  const classes = [...new Set(index.photos.map(({ className }) => className))];
  const photos = index.photos.map(({ path, className }) => ({
    path,
    classIndex: classes.indexOf(className),
  }));
  return { groups: await subjectGroups({ folder: index.folder, photos, classes }, [request.rule], context) };
}
