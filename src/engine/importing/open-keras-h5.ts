import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { ForeignModel } from './foreign-model.ts';
import { H5File } from './h5-file.ts';
import { legacyH5Weights } from './legacy-h5-weights.ts';
import { parseDescription } from './parse-description.ts';

/** Opens Keras's .h5 of a whole model. Throws `model-file-damaged`, `model-kind-not-read` for weights alone. */
export async function openKerasH5(file: string): Promise<ForeignModel> {
  const h5 = await H5File.open(file);
  try {
    const config = h5.attribute([], 'model_config');
    if (typeof config !== 'string') throw withoutModel(h5);
    const training = h5.attribute([], 'training_config');
    const version = h5.attribute([], 'keras_version');
    return {
      file,
      format: 'keras-h5',
      madeBy: typeof version === 'string' ? `Keras ${version.slice(0, 40)}` : null,
      config: parseDescription(config, file),
      training: typeof training === 'string' ? parseDescription(training, file) : null,
      weights: legacyH5Weights(h5, ['model_weights']),
      close: () => {
        h5.close();
        return Promise.resolve();
      },
    };
  } catch (error) {
    h5.close();
    throw error;
  }
}

function withoutModel(h5: H5File): ThawError {
  const hasWeights = h5.attribute([], 'layer_names') !== null || h5.hasGroup(['layers']);
  if (hasWeights) return new ThawError('model-kind-not-read', { file: h5.file, kind: 'weights-only' });
  return new ThawError('model-file-damaged', { file: h5.file, detail: 'no model_config' });
}
