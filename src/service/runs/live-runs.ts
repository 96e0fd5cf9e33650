import type { RunSummary } from '../../shared/app/run-view.ts';

/** A run that the service trains, keeps waiting, or keeps in mind because it was paused or failed. */
export interface LiveRun {
  readonly run: string;
  readonly state: 'waiting' | 'training' | 'paused' | 'failed';
  /** Its line in the rail; takes the place of what the folder tells, which need not be there yet. */
  readonly summary: Omit<RunSummary, 'score' | 'seconds'>;
}

/** What the training service knows of a project's runs beyond their folders. */
export interface LiveRuns {
  liveRuns(project: string): readonly LiveRun[];
  /** Forgets a run that does not train; its folder is going away. Throws `run-in-use` for one that does. */
  forget(project: string, run: string): Promise<void>;
}
