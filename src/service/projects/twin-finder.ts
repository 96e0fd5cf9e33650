import { join } from 'node:path';
import type { FindTwinsResult } from '../../shared/job-results.ts';
import type { JobRunner } from '../jobs/job-runner.ts';
import type { RunningJob } from '../jobs/run-job.ts';
import { mergeGroups } from '../../engine/dataset/merge-groups.ts';
import { saveSplit } from '../photos/save-split.ts';
import { photoIndexName } from './photo-index.ts';
import type { Project } from './project.ts';

/**
 * Compares a project's photos in the background, so that copies of one picture stay in one part. What it finds is told by
 * the project's findings; that it could not is no reason to stop anybody, and the next reading tries again.
 */
export interface TwinFinder {
  /** Begins, or begins again, and returns at once. */
  begin(project: Project): void;
  /** Ends a comparison; resolves once it has ended. */
  cancel(project: Project): Promise<void>;
  /** Resolves once no comparison of the project is under way. */
  settled(project: Project): Promise<void>;
  close(): Promise<void>;
}

interface Search {
  job: RunningJob | null;
  cancelled: boolean;
  done: Promise<void>;
}

export function openTwinFinder(runJob: JobRunner): TwinFinder {
  const searches = new Map<Project, Search>();

  const search = async (project: Project, own: Search): Promise<void> => {
    const request = {
      job: 'find-twins',
      index: join(project.folder, photoIndexName),
      depth: 'quick',
    } as const;
    try {
      const { groups } = await runJob<FindTwinsResult>(request, () => undefined, {
        onStart(job) {
          own.job = job;
          if (own.cancelled) job.cancel();
        },
      });
      if (own.cancelled) return;
      // A thorough check saw more: what it found of these files stays.
      await project.setTwins(mergeGroups([...groups, ...(project.labelCheck?.groups ?? [])]));
      await saveSplit(project);
    } catch {
      // Cancelled, or the photos went away meanwhile.
    }
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
      const own: Search = { job: null, cancelled: false, done: Promise.resolve() };
      searches.set(project, own);
      own.done = before
        .then(() => search(project, own))
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
