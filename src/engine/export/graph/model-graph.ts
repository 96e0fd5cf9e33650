import type { ExportForm } from '../../../shared/export-formats.ts';
import { pixelShape } from '../../../shared/network.ts';
import type { Graph, GraphEnd } from '../../backend/graph/encode-saved-model.ts';
import { attribute } from '../../backend/graph/graph-nodes.ts';
import type { GraphValue, GraphWriter } from '../../backend/graph/graph-writer.ts';
import { featureLayer } from '../../likeness/feature-layer.ts';
import { forwardLayers, type ForwardRun } from '../../models/graph/forward-nodes.ts';
import { preprocessedFloats } from '../../models/graph/preprocessing-nodes.ts';
import { layerShapes } from '../../models/layer-shapes.ts';
import type { TrainedModel } from '../../models/model-folder.ts';
import { DataType } from '../../storage/generated/tensorflow_graph_pb.ts';
import { classNodes, featureNodes, pairNodes } from './answer-nodes.ts';
import { graphKeys } from './graph-keys.ts';
import { squareNodes } from './photo-nodes.ts';

export interface ModelGraphConfig {
  readonly form: ExportForm;
  /** Photos of any size are resized inside; otherwise they must be of the network's. */
  readonly resizes: boolean;
  /** Gives the names of the classes beside their probabilities. */
  readonly namesClasses: boolean;
  readonly weight: ForwardRun['weight'];
}

/**
 * Writes a trained model as another program runs it: in float32, no device named. Features are given where the model
 * has what they are compared with.
 */
export function modelGraph(graph: GraphWriter, model: TrainedModel, config: ModelGraphConfig): Graph {
  const { network } = model;
  const { end, value } =
    config.form === 'photo' ? photoInput(graph, model, config) : networkInput(graph, model);
  const written = forwardLayers(graph, network, {
    scope: '',
    from: 0,
    to: network.layers.length,
    input: value,
    precision: 'fp32',
    winograd: false,
    weight: config.weight,
    mask: null,
    logits: false,
  });
  const outputs = [answers(graph, model, config.form, written.at(-1)!.output)];
  if (config.namesClasses) outputs.push(classEnd(graph, model, outputs[0]!));
  if (model.known) {
    const { name, channels } = featureLayer(network);
    const described = written.find(({ layer }) => layer.name === name)!;
    const node = featureNodes(graph, described.output, described.outputShape);
    outputs.push({ key: graphKeys.features, node, type: DataType.DT_FLOAT, shape: [-1, channels] });
  }
  return { nodes: graph.nodes, inputs: [end], outputs };
}

interface GraphInput {
  readonly end: GraphEnd;
  readonly value: GraphValue;
}

function networkInput(graph: GraphWriter, { network }: TrainedModel): GraphInput {
  const [type, shape] = [DataType.DT_FLOAT as const, [-1, ...network.inputShape]];
  const node = graph.placeholder(graphKeys.network, type, shape);
  return { end: { node, type, shape }, value: { node, type } };
}

function photoInput(
  graph: GraphWriter,
  { network, file }: TrainedModel,
  { resizes }: ModelGraphConfig,
): GraphInput {
  const type = DataType.DT_UINT8;
  const shape = resizes ? [-1, -1, -1, 3] : [-1, ...pixelShape(network)];
  const node = graph.placeholder(graphKeys.photo, type, shape);
  const squares = resizes
    ? squareNodes(graph, node, file.image)
    : graph.add('photo/floats', 'Cast', [node], {
        SrcT: attribute.type(type),
        DstT: attribute.type(DataType.DT_FLOAT),
      });
  return { end: { node, type, shape }, value: preprocessedFloats(graph, network, squares) };
}

function answers(graph: GraphWriter, model: TrainedModel, form: ExportForm, last: GraphValue): GraphEnd {
  const { name, outputShape } = layerShapes(model.network).at(-1)!;
  const node = graphKeys.probabilities;
  const type = DataType.DT_FLOAT;
  const single = outputShape.at(-1) === 1;
  if (form === 'photo' && single) pairNodes(graph, node, last.node);
  else graph.addFloat(node, 'Identity', [last.node], type);
  if (name === node) throw new Error(`a layer is called ${name}`);
  return { node, type, shape: form === 'photo' ? [-1, model.file.classes.length] : [-1, ...outputShape] };
}

function classEnd(graph: GraphWriter, { file: { classes } }: TrainedModel, { node }: GraphEnd): GraphEnd {
  classNodes(graph, graphKeys.classes, node, classes);
  return { node: graphKeys.classes, type: DataType.DT_STRING, shape: [-1, classes.length] };
}
