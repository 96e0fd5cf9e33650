import { pixelShape, type NetworkSpec } from '../src/shared/network.ts';
import { sizeOfShape } from '../src/shared/size-of-shape.ts';
import { layerShapes } from '../src/engine/models/layer-shapes.ts';
import { multiplications, taps, tileOf } from '../src/engine/models/graph/winograd/tile-of.ts';
import { DataType } from '../src/engine/storage/generated/tensorflow_graph_pb.ts';

/** Multiplications and additions of one photo's way through a network's convolutions. */
export interface ConvolutionFlop {
  /** Place by place, as the operation is defined. */
  readonly plain: number;
  /** In fp32, with the products of tiles where they are taken; their transforms are not counted. */
  readonly done: number;
}

export function convolutionFlop(network: NetworkSpec): ConvolutionFlop {
  const flops = layerShapes(network).map(({ inputShapes, outputShape, weights }, index): ConvolutionFlop => {
    const kernels = weights.filter(({ shape }) => shape.length === 4);
    const [height = 0, width = 0] = outputShape;
    const size = kernels.reduce((total, { shape }) => total + sizeOfShape(shape), 0);
    const plain = 2 * height * width * size;
    const layer = network.layers[index]!;
    const inputShape = inputShapes[0] ?? pixelShape(network);
    const input = { node: '', type: DataType.DT_FLOAT } as const;
    const outputs = layer.kind === 'conv2d' ? tileOf({ ...layer, input, inputShape, winograd: true }) : null;
    if (outputs === null) return { plain, done: plain };
    const share = multiplications(height, width, outputs) / (height * width * taps ** 2);
    return { plain, done: plain * share };
  });
  const total = (of: keyof ConvolutionFlop): number => flops.reduce((sum, flop) => sum + flop[of], 0);
  return { plain: total('plain'), done: total('done') };
}
