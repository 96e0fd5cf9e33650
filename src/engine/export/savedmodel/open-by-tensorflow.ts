import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import { type FedTensor, openGraph } from '../../backend/graph/load-graph.ts';
import type { TensorFlowBinding } from '../../backend/tensorflow-binding.ts';
import { indexFile } from '../../storage/checkpoint/checkpoint-files.ts';
import type { RunOutputs } from '../answer-pictures.ts';
import type { SavedGraph } from './read-saved-graph.ts';

/** A SavedModel that answers. */
export interface OpenSavedModel {
  /** `input`: as the form takes it, photos as float32. */
  readonly run: (input: tf.Tensor4D) => RunOutputs;
  readonly close: () => void;
}

/**
 * Opens a SavedModel as TensorFlow's own loader does, its checkpoint included. `file`: its saved_model.pb. Throws
 * `file-damaged` in TensorFlow's words.
 */
export function openByTensorFlow(
  binding: TensorFlowBinding,
  file: string,
  saved: SavedGraph,
): OpenSavedModel {
  const damaged = (cause: unknown): ThawError => {
    const detail = cause instanceof Error ? cause.message : String(cause);
    return new ThawError('file-damaged', { file, detail }, { cause });
  };
  const title = { name: 'saved_model', layers: [] };
  // Without one TensorFlow takes the model for one without variables.
  const index = indexFile(join(dirname(file), 'variables', 'variables'));
  if (!existsSync(index)) throw new ThawError('file-damaged', { file: index, detail: 'missing' });
  try {
    const graph = openGraph(binding, dirname(file), title);
    const outputs = [saved.probabilities, ...(saved.features === null ? [] : [saved.features])];
    return {
      run: (input) => {
        const found = graph.run({ [saved.input]: fed(input, saved) }, outputs);
        const tensorOf = (name: string): tf.Tensor => rows(found.get(name)!, input.shape[0]);
        return {
          answers: tensorOf(saved.probabilities),
          places: saved.features === null ? null : tensorOf(saved.features),
        };
      },
      close: () => {
        graph.close();
      },
    };
  } catch (cause) {
    throw damaged(cause);
  }
}

function fed(input: tf.Tensor4D, { form }: SavedGraph): FedTensor {
  const values = input.dataSync<'float32'>();
  return { shape: input.shape, values: form === 'photo' ? Uint8Array.from(values) : values };
}

function rows(values: Float32Array | Int32Array, count: number): tf.Tensor2D {
  return tf.tensor2d(values, [count, values.length / count]);
}
