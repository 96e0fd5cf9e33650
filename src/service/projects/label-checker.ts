import { isThawError, ThawError } from '../../shared/errors/thaw-error.ts';
import type { JobEvent } from '../../shared/job-events.ts';
import type { CheckLabelsResult } from '../../shared/job-results.ts';
import { mergeGroups } from '../../engine/dataset/merge-groups.ts';
import { asThawError } from '../jobs/as-thaw-error.ts';
import type { JobRunner } from '../jobs/job-runner.ts';
import type { RunningJob } from '../jobs/run-job.ts';
import { saveSplit } from '../photos/save-split.ts';
import type { Project } from './project.ts';

/**
 * Checks a project's photos thoroughly when a person asks for it: by the base's features, for wrong labels and for cut and
 * tilted copies. Progress and what goes wrong are in `project.work`, what was found in `project.labelCheck`.
 */
export interface LabelChecker {
  /** Begins and returns. Throws `project-busy` while a check runs, or photos are read, copied or moved. */
  begin(project: Project): void;
  /** Ends a check; what an earlier one found stays. Resolves once it has ended. */
  cancel(project: Project): Promise<void>;
  /** Resolves once no check of the project is under way. */
  settled(project: Project): Promise<void>;
  close(): Promise<void>;
}

interface Check {
  job: RunningJob | null;
  cancelled: boolean;
  done: Promise<void>;
}

export function openLabelChecker(runJob: JobRunner): LabelChecker {
  const checks = new Map<Project, Check>();

  const check = async (project: Project, own: Check): Promise<void> => {
    try {
      // What is being saved comes first: the job reads the project's files.
      await project.update((file) => file);
      const { groups, suspects, photos, seconds } = await runJob<CheckLabelsResult>(
        { job: 'check-labels', folder: project.folder },
        (event) => {
          show(project, event);
        },
        {
          onStart(job) {
            own.job = job;
            if (own.cancelled) job.cancel();
          },
        },
      );
      const at = new Date().toISOString();
      const found = {
        groups: groups.map((group) => [...group]),
        suspects: suspects.map((suspect) => ({ ...suspect, nearest: [...suspect.nearest] })),
      };
      await project.setLabelCheck({ at, photos, seconds, ...found });
      await project.setTwins(mergeGroups([...project.twins, ...groups]));
      await saveSplit(project);
      project.setWork({ checking: null });
    } catch (error) {
      const checkError = isThawError(error, 'cancelled') ? null : asThawError(error).toPlain();
      project.setWork({ checking: null, checkError });
    }
  };

  const end = async (project: Project): Promise<void> => {
    const running = checks.get(project);
    if (!running) return;
    running.cancelled = true;
    running.job?.cancel();
    await running.done;
  };

  return {
    begin(project) {
      const doing = busyWith(project) ?? (checks.has(project) ? 'checking' : null);
      if (doing !== null) throw new ThawError('project-busy', { project: project.file.name, doing });
      const own: Check = { job: null, cancelled: false, done: Promise.resolve() };
      checks.set(project, own);
      project.setWork({
        checking: { stage: null, done: 0, total: null, secondsLeft: null },
        checkError: null,
      });
      own.done = check(project, own).finally(() => checks.delete(project));
    },
    cancel: end,
    async settled(project) {
      await checks.get(project)?.done;
    },
    async close() {
      await Promise.all([...checks.keys()].map(end));
    },
  };
}

function busyWith({ work: { reading, writing } }: Project): 'reading' | 'splitting' | null {
  if (reading !== null && reading.kind !== 'failed') return 'reading';
  return writing === null ? null : 'splitting';
}

function show(project: Project, event: JobEvent): void {
  if (event.kind === 'stage') {
    const { stage, total } = event;
    project.setWork({ checking: { stage, done: 0, total, secondsLeft: null } });
  } else if (event.kind === 'progress') {
    const { stage, done, total, rate } = event;
    const secondsLeft = total !== null && rate ? (total - done) / rate : null;
    project.setWork({ checking: { stage, done, total, secondsLeft } });
  }
}
