import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { ExportWeightType } from '../../shared/export-formats.ts';
import { areFinite, fromFloat16Words, toFloat16Words } from '../features/float16.ts';
import type { TrainedModel } from '../models/model-folder.ts';
import type { HostTensor } from '../storage/safetensors.ts';

/**
 * The model with its weights as an export keeps them: rounded to half precision for float16, as float32 values.
 * Throws `weight-beyond-half`.
 */
export function asKept(model: TrainedModel, type: ExportWeightType): TrainedModel {
  if (type === 'float32') return model;
  const weights = new Map([...model.weights].map(([name, tensor]) => [name, rounded(name, tensor)]));
  return { ...model, weights };
}

function rounded(name: string, { shape, values }: HostTensor): HostTensor {
  const words = toFloat16Words(values);
  if (!areFinite(words)) {
    const value = values.find((each) => !(Math.abs(each) < 65_520))!;
    throw new ThawError('weight-beyond-half', { weight: name, value });
  }
  return { shape, values: fromFloat16Words(words) };
}
