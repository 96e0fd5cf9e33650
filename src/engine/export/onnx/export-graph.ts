import type { ExportOptions } from '../../../shared/export-formats.ts';
import type { OnnxEnd, OnnxGraph } from '../../backend/onnx/encode-onnx.ts';
import { onnxNode } from '../../backend/onnx/onnx-nodes.ts';
import { featureLayer } from '../../likeness/feature-layer.ts';
import type { TrainedModel } from '../../models/model-folder.ts';
import {
  onnxLayers,
  onnxPreprocessed,
  onnxPreprocessing,
  toChannelsFirst,
} from '../../models/passes/onnx-graph.ts';
import { withoutConstants } from '../../models/passes/onnx-part.ts';
import { TensorProto_DataType } from '../../storage/generated/onnx_model_pb.ts';
import { photoFront } from '../photo-front.ts';
import { withProbabilityAClass } from '../with-probability-a-class.ts';
import { onnxPhotoLevels, photoNodes } from './photo-nodes.ts';
import { withHalfWeights } from './with-half-weights.ts';

/** Name of the answers among an exported model's outputs: [batch, classes], or [batch, 1] of one sigmoid unit. */
export const answersName = 'probabilities';

/**
 * A whole model for other programs: `photo` or `preprocessed_picture` in, `probabilities` out, and beside it the layer
 * that familiarity looks at, under its name, where the model knows photos: in ONNX nothing else can be asked for.
 */
export function exportGraph(model: TrainedModel, { form, weights: type }: ExportOptions): OnnxGraph {
  const { network, weights } = form === 'photo' ? withProbabilityAClass(model) : model;
  const last = network.layers.at(-1)!.name;
  const places = model.known ? [featureLayer(network).name] : [];
  const { parts, picture, input } = form === 'photo' ? photoEntry(model) : pictureEntry(model);
  const body = onnxLayers(network, weights, { outputs: [...places, last], picture });
  const answers = withoutConstants([onnxNode(answersName, 'Identity', [last])]);
  const all = [...parts, body, answers];
  const graph: OnnxGraph = {
    nodes: all.flatMap(({ nodes }) => nodes),
    constants: all.flatMap(({ constants }) => constants),
    inputs: [input],
    outputs: [
      ...body.ends.filter(({ name }) => name === last).map((end) => ({ ...end, name: answersName })),
      ...body.ends.filter(({ name }) => places.includes(name)),
    ],
  };
  return type === 'float16' ? withHalfWeights(graph, (name) => weights.has(name)) : graph;
}

interface Entry {
  readonly parts: readonly ReturnType<typeof withoutConstants>[];
  readonly picture: string;
  readonly input: OnnxEnd;
}

function photoEntry({ network, file }: TrainedModel): Entry {
  const front = photoFront(network, file.image, true);
  const [height, width] = network.inputShape;
  const shape = front.resizeTo ? ['height', 'width', 3] : [height, width, 3];
  return {
    parts: [photoNodes('photo', front), onnxPreprocessing(network, onnxPhotoLevels)],
    picture: onnxPreprocessed,
    input: { name: 'photo', type: TensorProto_DataType.UINT8, shape },
  };
}

function pictureEntry({ network }: TrainedModel): Entry {
  const name = 'preprocessed_picture';
  const picture = `${name}/turned`;
  return {
    parts: [withoutConstants([onnxNode(picture, 'Transpose', [name], { perm: toChannelsFirst })])],
    picture,
    input: { name, type: TensorProto_DataType.FLOAT, shape: network.inputShape },
  };
}
