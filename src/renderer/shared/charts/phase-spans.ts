import type { EpochEvent } from '../../../shared/job-events.ts';
import type { CurvePhase } from './curve-types.ts';

/** Where a phase lies on the axis: it begins at the last epoch of the phase before, so that its lines join on. */
export interface PhaseSpan {
  readonly title: string;
  readonly thawed: boolean;
  readonly from: number;
  readonly to: number;
  /** At least one of its epochs is finished. */
  readonly begun: boolean;
}

/** The epochs of each phase, by order of the phases: a phase begins where `phaseEpoch` is 1 again. */
export function splitByPhase(epochs: readonly EpochEvent[]): readonly (readonly EpochEvent[])[] {
  const phases: EpochEvent[][] = [];
  for (const epoch of epochs) {
    if (epoch.phaseEpoch === 1 || phases.length === 0) phases.push([]);
    phases.at(-1)!.push(epoch);
  }
  return phases;
}

/**
 * Lays the phases on the axis. A phase that another one followed, or any phase of a finished run, is as long as it was
 * trained (it may have stopped early); the others are as long as planned.
 */
export function phaseSpans(
  phases: readonly CurvePhase[],
  epochs: readonly EpochEvent[],
  finished: boolean,
): readonly PhaseSpan[] {
  const trained = splitByPhase(epochs);
  let end = 0;
  return phases.flatMap((phase, index) => {
    const done = trained[index]?.length ?? 0;
    const over = finished || trained.length > index + 1;
    const length = over ? done : Math.max(done, phase.epochs);
    if (length === 0) return [];
    const span = {
      title: phase.title,
      thawed: phase.thawed,
      from: Math.max(1, end),
      to: end + length,
      begun: done > 0,
    };
    end += length;
    return [span];
  });
}
