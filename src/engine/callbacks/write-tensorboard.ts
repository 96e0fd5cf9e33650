import type { NetworkSpec } from '../../shared/network.ts';
import type { EpochEvent } from '../../shared/job-events.ts';
import { networkGraph } from '../training/tensorboard/network-graph.ts';
import { openEventFile, type EventFile } from '../training/tensorboard/event-file.ts';
import type { TrainingCallback } from './callback.ts';

/**
 * Curves for TensorBoard, with the tags and folders of Keras's callback (`training` and `validation` lie side by
 * side, so that TensorBoard draws them into one chart). On a resume the files are cut back to the epochs that are
 * saved. `createdAt`: when the run began, ISO 8601; it names the files. With the training curves go the network's graph
 * and, every `histogramsEvery` epochs (null: never), how the weights that learn are spread.
 */
export async function writeTensorboard(
  folder: string,
  createdAt: string,
  epochsSaved: number,
  hasValidation: boolean,
  network: NetworkSpec,
  histogramsEvery: number | null,
): Promise<TrainingCallback> {
  const open = (part: string, graph: Uint8Array | null): Promise<EventFile> =>
    openEventFile(folder, part, createdAt, epochsSaved, graph);
  const training = await open('training', networkGraph(network));
  const validation = hasValidation ? await open('validation', null) : null;
  return {
    async onEpochEnd({ event, state }) {
      const isDue = histogramsEvery !== null && event.epoch % histogramsEvery === 0;
      await training.append(
        event.epoch,
        { ...curves(event.training), epoch_learning_rate: event.learningRate },
        isDue ? state.parameters : new Map(),
      );
      if (event.validation) await validation?.append(event.epoch, curves(event.validation));
    },
  };
}

function curves({ loss, accuracy }: EpochEvent['training']): Record<string, number> {
  return { epoch_loss: loss, epoch_accuracy: accuracy };
}
