import { type ExportForm, exportFormats } from '../../shared/export-formats.ts';
import type { TrainedModel } from '../models/model-folder.ts';
import type { TensorMap } from '../storage/safetensors.ts';
import type { KerasForm } from './describe-keras-layer.ts';
import type { KerasGraph } from './keras-graph.ts';
import { kerasNodes } from './keras-nodes.ts';
import { photoFront } from './photo-front.ts';
import { withProbabilityAClass } from './with-probability-a-class.ts';

/** A model in Keras's layers as it is written in a form, and the weights of its network. Throws `layer-not-exportable`. */
export function kerasGraphOf(
  model: TrainedModel,
  format: KerasForm,
  form: ExportForm,
): { readonly graph: KerasGraph; readonly weights: TensorMap } {
  if (form === 'network') return { graph: kerasNodes(model.network, format, null), weights: model.weights };
  const { network, weights } = withProbabilityAClass(model);
  const front = photoFront(network, model.file.image, exportFormats[format].resizes);
  return { graph: kerasNodes(network, format, front), weights };
}
