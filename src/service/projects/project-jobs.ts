import type { RunningJob } from '../jobs/run-job.ts';
import type { Project } from './project.ts';

/** What is done for a project in jobs, one after the other. */
export interface ProjectWorkUnderWay {
  /** Asked anew each time: it changes while a job runs. */
  isCancelled(): boolean;
  /** For the job runner: what is cancelled ends the job, also one that starts only then. */
  onStart(job: RunningJob): void;
}

/** Work of one kind, at most one a project at a time. */
export interface ProjectJobs {
  isUnderWay(project: Project): boolean;
  /** Ends what is under way, then begins; returns at once. `work` must not throw. */
  begin(project: Project, work: (own: ProjectWorkUnderWay) => Promise<void>): void;
  /** Resolves once what was under way has ended. */
  cancel(project: Project): Promise<void>;
  /** Resolves once nothing is under way. */
  settled(project: Project): Promise<void>;
  /** Cancels all. */
  close(): Promise<void>;
}

interface Entry {
  job: RunningJob | null;
  cancelled: boolean;
  done: Promise<void>;
}

export function projectJobs(): ProjectJobs {
  const entries = new Map<Project, Entry>();

  const cancel = async (project: Project): Promise<void> => {
    const entry = entries.get(project);
    if (!entry) return;
    entry.cancelled = true;
    entry.job?.cancel();
    await entry.done;
  };

  return {
    isUnderWay: (project) => entries.has(project),
    begin(project, work) {
      const before = cancel(project);
      const entry: Entry = { job: null, cancelled: false, done: Promise.resolve() };
      entries.set(project, entry);
      const own: ProjectWorkUnderWay = {
        isCancelled: () => entry.cancelled,
        onStart(job) {
          entry.job = job;
          if (entry.cancelled) job.cancel();
        },
      };
      entry.done = before
        .then(() => work(own))
        .finally(() => {
          if (entries.get(project) === entry) entries.delete(project);
        });
    },
    cancel,
    async settled(project) {
      await entries.get(project)?.done;
    },
    async close() {
      await Promise.all([...entries.keys()].map(cancel));
    },
  };
}
