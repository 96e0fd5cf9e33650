import type { EpochEvent } from '../../../shared/job-events.ts';

/** Epochs of phases of the given lengths, for the tests of the charts. */
export function madeEpochs(...lengths: readonly number[]): readonly EpochEvent[] {
  let epoch = 0;
  return lengths.flatMap((length, phase) =>
    Array.from({ length }, (_, index): EpochEvent => {
      epoch += 1;
      return {
        kind: 'epoch',
        phase: phase === 0 ? 'head' : 'fine-tune',
        epoch,
        phaseEpoch: index + 1,
        phaseEpochs: length,
        training: { loss: 1 / epoch, accuracy: 1 - 0.5 / epoch },
        validation: { loss: 1.1 / epoch, accuracy: 1 - 0.6 / epoch },
        learningRate: 2e-5,
        seconds: 1,
        photosPerSecond: 100,
        best: true,
      };
    }),
  );
}
