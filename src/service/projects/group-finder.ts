import { join } from 'node:path';
import { isThawError } from '../../shared/errors/thaw-error.ts';
import type { FindGroupsResult } from '../../shared/job-results.ts';
import { asThawError } from '../jobs/as-thaw-error.ts';
import type { JobRunner } from '../jobs/job-runner.ts';
import type { RunningJob } from '../jobs/run-job.ts';
import { saveSplit } from '../photos/save-split.ts';
import { photoIndexName } from './photo-index.ts';
import type { Project } from './project.ts';

/**
 * Finds which photos of a project belong together by its rule, in a job, so that neither a slow expression nor many files
 * hold the service up. Until they are known the project has no split.
 */
export interface GroupFinder {
  /** Begins, or begins again, and returns at once; nothing where the project has no rule. */
  begin(project: Project): void;
  cancel(project: Project): Promise<void>;
  /** Resolves once no search of the project is under way. */
  settled(project: Project): Promise<void>;
  close(): Promise<void>;
}

interface Search {
  job: RunningJob | null;
  cancelled: boolean;
  done: Promise<void>;
}

/** Asked anew each time: it changes while a search runs. */
const isCancelled = (search: Search): boolean => search.cancelled;

export function openGroupFinder(runJob: JobRunner): GroupFinder {
  const searches = new Map<Project, Search>();

  const search = async (project: Project, own: Search): Promise<void> => {
    const rule = project.file.split.group;
    if (isCancelled(own) || rule === null) return;
    project.setWork({ grouping: true, groupError: null });
    try {
      const { groups } = await runJob<FindGroupsResult>(
        { job: 'find-groups', index: join(project.folder, photoIndexName), rule },
        () => undefined,
        {
          onStart(job) {
            own.job = job;
            if (own.cancelled) job.cancel();
          },
        },
      );
      const mutable = groups.map(({ name, paths }) => ({ name, paths: [...paths] }));
      if (!isCancelled(own)) await project.setGroups({ rule, groups: mutable });
    } catch (error) {
      if (!isThawError(error, 'cancelled')) project.setWork({ groupError: asThawError(error).toPlain() });
    }
    project.setWork({ grouping: false });
    await saveSplit(project);
  };

  const end = async (project: Project): Promise<void> => {
    const running = searches.get(project);
    if (!running) return;
    running.cancelled = true;
    running.job?.cancel();
    await running.done;
  };

  return {
    begin(project) {
      const before = end(project);
      project.setWork({ groupError: null });
      const own: Search = { job: null, cancelled: false, done: Promise.resolve() };
      searches.set(project, own);
      own.done = before
        .then(() => search(project, own))
        .catch((error: unknown) => {
          project.setWork({ grouping: false, groupError: asThawError(error).toPlain() });
        })
        .finally(() => {
          if (searches.get(project) === own) searches.delete(project);
        });
    },
    cancel: end,
    async settled(project) {
      await searches.get(project)?.done;
    },
    async close() {
      await Promise.all([...searches.keys()].map(end));
    },
  };
}
