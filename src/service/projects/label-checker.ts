import { isThawError, ThawError } from '../../shared/errors/thaw-error.ts';
import type { JobEvent } from '../../shared/job-events.ts';
import type { CheckLabelsResult } from '../../shared/job-results/check-results.ts';
import { mergeGroups } from '../../engine/dataset/merge-groups.ts';
import { asThawError } from '../jobs/as-thaw-error.ts';
import type { JobRunner } from '../jobs/job-runner.ts';
import { saveSplit } from '../photos/save-split.ts';
import { projectJobs, type ProjectJobs, type ProjectWorkUnderWay } from './project-jobs.ts';
import type { Project } from './project.ts';

/**
 * Checks a project's photos thoroughly when a person asks for it: by the base's features, for wrong labels and for cut and
 * tilted copies. Progress and what goes wrong are in `project.work`, what was found in `project.labelCheck`.
 */
export interface LabelChecker extends Pick<ProjectJobs, 'settled' | 'close'> {
  /** Begins and returns. Throws `project-busy` while a check runs, or photos are read, copied or moved. */
  begin(project: Project): void;
  /** Ends a check; what an earlier one found stays. Resolves once it has ended. */
  cancel(project: Project): Promise<void>;
}

export function openLabelChecker(runJob: JobRunner): LabelChecker {
  const jobs = projectJobs();

  const check = async (project: Project, own: ProjectWorkUnderWay): Promise<void> => {
    try {
      // What is being saved comes first: the job reads the project's files.
      await project.update((file) => file);
      const { groups, suspects, photos, seconds } = await runJob<CheckLabelsResult>(
        { job: 'check-labels', folder: project.folder },
        (event) => {
          show(project, event);
        },
        own,
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

  return {
    ...jobs,
    begin(project) {
      const doing = busyWith(project) ?? (jobs.isUnderWay(project) ? 'checking' : null);
      if (doing !== null) throw new ThawError('project-busy', { project: project.file.name, doing });
      jobs.begin(project, (own) => check(project, own));
      project.setWork({
        checking: { stage: null, done: 0, total: null, secondsLeft: null },
        checkError: null,
      });
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
