import type { EpochEvent } from '../../../shared/job-events.ts';

/** With a newly finished epoch; an epoch that is trained again takes the place of what came before. */
export function withEpoch(epochs: readonly EpochEvent[], epoch: EpochEvent): readonly EpochEvent[] {
  const before =
    (epochs.at(-1)?.epoch ?? 0) < epoch.epoch ? epochs : epochs.filter((one) => one.epoch < epoch.epoch);
  return [...before, epoch];
}
