import type { EpochEvent } from '../../shared/job-events.ts';
import { openEventFile, type EventFile } from '../training/tensorboard/event-file.ts';
import type { TrainingCallback } from './callback.ts';

/**
 * Curves for TensorBoard, with the tags and folders of Keras's callback (`training` and `validation` lie side by
 * side, so that TensorBoard draws them into one chart). On a resume the files are cut back to the epochs that are
 * saved. `createdAt`: when the run began, ISO 8601; it names the files.
 */
export async function writeTensorboard(
  folder: string,
  createdAt: string,
  epochsSaved: number,
  hasValidation: boolean,
): Promise<TrainingCallback> {
  const open = (part: string): Promise<EventFile> => openEventFile(folder, part, createdAt, epochsSaved);
  const training = await open('training');
  const validation = hasValidation ? await open('validation') : null;
  return {
    async onEpochEnd({ event }) {
      await training.append(event.epoch, {
        ...curves(event.training),
        epoch_learning_rate: event.learningRate,
      });
      if (event.validation) await validation?.append(event.epoch, curves(event.validation));
    },
  };
}

function curves({ loss, accuracy }: EpochEvent['training']): Record<string, number> {
  return { epoch_loss: loss, epoch_accuracy: accuracy };
}
