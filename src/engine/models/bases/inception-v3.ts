import { type LayerSpec, type Padding, pictureName } from '../../../shared/network.ts';
import { inKerasOrder, type JoinedLayer } from '../keras-order.ts';

/** Filters, height, width of a convolution; stride 1 and `same` where no more is said. */
type Step = readonly [filters: number, height: number, width: number, how?: 'halving' | 'valid'];

/** One way through a module: what it begins with, and convolutions; a step that is a list is put side by side. */
interface Branch {
  readonly pool?: 'average' | 'halving-maximum';
  readonly steps: readonly (Step | readonly [Step, Step])[];
}

/**
 * InceptionV3 without its dense layer, as Keras has it (keras/src/applications/inception_v3.py). Source: C. Szegedy et
 * al., arXiv:1512.00567. Keras names only where the ways come together (mixed0 to mixed10); the others are numbered by
 * kind as in a fresh session.
 */
export const inceptionV3Layers: readonly LayerSpec[] = inKerasOrder(networkLayers());

function networkLayers(): JoinedLayer[] {
  const writer = createWriter();
  let end = pictureName;
  for (const step of [
    [32, 3, 3, 'halving'],
    [32, 3, 3, 'valid'],
    [64, 3, 3],
  ] satisfies Step[])
    end = writer.convolution(end, step);
  end = writer.maxPool(end);
  for (const step of [
    [80, 1, 1, 'valid'],
    [192, 3, 3, 'valid'],
  ] satisfies Step[])
    end = writer.convolution(end, step);
  end = writer.maxPool(end);
  modules().forEach((branches, index) => {
    end = writer.module(`mixed${index}`, end, branches);
  });
  return writer.layers;
}

function modules(): readonly (readonly Branch[])[] {
  const average = (filters: number): Branch => ({ pool: 'average', steps: [[filters, 1, 1]] });
  const maximum: Branch = { pool: 'halving-maximum', steps: [] };
  const small = (pooled: number): readonly Branch[] => [
    { steps: [[64, 1, 1]] },
    {
      steps: [
        [48, 1, 1],
        [64, 5, 5],
      ],
    },
    {
      steps: [
        [64, 1, 1],
        [96, 3, 3],
        [96, 3, 3],
      ],
    },
    average(pooled),
  ];
  const long = (filters: number): readonly Branch[] => [
    { steps: [[192, 1, 1]] },
    {
      steps: [
        [filters, 1, 1],
        [filters, 1, 7],
        [192, 7, 1],
      ],
    },
    {
      steps: [
        [filters, 1, 1],
        [filters, 7, 1],
        [filters, 1, 7],
        [filters, 7, 1],
        [192, 1, 7],
      ],
    },
    average(192),
  ];
  const wide: readonly Branch[] = [
    { steps: [[320, 1, 1]] },
    {
      steps: [
        [384, 1, 1],
        [
          [384, 1, 3],
          [384, 3, 1],
        ],
      ],
    },
    {
      steps: [
        [448, 1, 1],
        [384, 3, 3],
        [
          [384, 1, 3],
          [384, 3, 1],
        ],
      ],
    },
    average(192),
  ];
  return [
    small(32),
    small(64),
    small(64),
    [
      { steps: [[384, 3, 3, 'halving']] },
      {
        steps: [
          [64, 1, 1],
          [96, 3, 3],
          [96, 3, 3, 'halving'],
        ],
      },
      maximum,
    ],
    long(128),
    long(160),
    long(160),
    long(192),
    [
      {
        steps: [
          [192, 1, 1],
          [320, 3, 3, 'halving'],
        ],
      },
      {
        steps: [
          [192, 1, 1],
          [192, 1, 7],
          [192, 7, 1],
          [192, 3, 3, 'halving'],
        ],
      },
      maximum,
    ],
    wide,
    wide,
  ];
}

interface Writer {
  readonly layers: JoinedLayer[];
  convolution(before: string, step: Step): string;
  maxPool(before: string): string;
  module(name: string, before: string, branches: readonly Branch[]): string;
}

/** Writes layers after what they take; each call gives the name of the last. */
function createWriter(): Writer {
  const layers: JoinedLayer[] = [];
  const counts = new Map<string, number>();
  const numbered = (kind: string): string => {
    const count = counts.get(kind) ?? 0;
    counts.set(kind, count + 1);
    return count === 0 ? kind : `${kind}_${count}`;
  };
  const keep = (layer: JoinedLayer): string => {
    layers.push(layer);
    return layer.name;
  };
  const writer: Writer = {
    layers,
    convolution(before, [filters, height, width, how]) {
      const conv = keep({
        kind: 'conv2d',
        name: numbered('conv2d'),
        filters,
        kernelSize: [height, width],
        strides: how === 'halving' ? [2, 2] : [1, 1],
        padding: paddingOf(how),
        activation: 'linear',
        useBias: false,
        inputs: [before],
      });
      const name = numbered('batch_normalization');
      const norm = keep({ kind: 'batchNorm', name, epsilon: 1e-3, scale: false, inputs: [conv] });
      return keep({ kind: 'activation', name: numbered('activation'), activation: 'relu', inputs: [norm] });
    },
    maxPool: (before) =>
      keep({
        kind: 'maxPool2d',
        name: numbered('max_pooling2d'),
        poolSize: [3, 3],
        strides: [2, 2],
        padding: 'valid',
        inputs: [before],
      }),
    module(name, before, branches) {
      const ends = branches.map((branch) => branchEnd(branch, before, name));
      return keep({ kind: 'concatenate', name, inputs: ends });
    },
  };
  const branchEnd = ({ pool, steps }: Branch, before: string, module: string): string => {
    let end = before;
    if (pool === 'halving-maximum') end = writer.maxPool(end);
    if (pool === 'average')
      end = keep({
        kind: 'averagePool2d',
        name: numbered('average_pooling2d'),
        poolSize: [3, 3],
        strides: [1, 1],
        padding: 'same',
        inputs: [end],
      });
    for (const step of steps)
      end = isPair(step) ? sideBySide(step, end, module) : writer.convolution(end, step);
    return end;
  };
  /** In the last two modules the first such pair has a name in Keras, the second a number. */
  const sideBySide = (pair: readonly [Step, Step], before: string, module: string): string => {
    const ends = pair.map((step) => writer.convolution(before, step));
    const own = `mixed9_${module === 'mixed9' ? 0 : 1}`;
    const isNamed = layers.some(({ name }) => name === own);
    return keep({ kind: 'concatenate', name: isNamed ? numbered('concatenate') : own, inputs: ends });
  };
  return writer;
}

function paddingOf(how: Step[3]): Padding {
  return how === undefined ? 'same' : 'valid';
}

function isPair(step: Branch['steps'][number]): step is readonly [Step, Step] {
  return typeof step[0] !== 'number';
}
