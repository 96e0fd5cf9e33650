import type * as z from 'zod';
import type { Activation, LayerSpec } from '../../shared/network.ts';
import type { LayerProblem } from '../../shared/errors/import-errors.ts';
import type { KerasNode } from './keras-node.ts';
import { activationName, layerSettings, readActivation } from './layer-settings.ts';

/** A part of a layer's weights, and what the file has for it. */
export interface FileWeight {
  /** Ours. */
  readonly part: string;
  /** The file's, or the number that fills it where the file has none. */
  readonly names: readonly string[] | number;
  /** The file's is that of a convolution over one place: [1, 1, ...] before our shape. */
  readonly ofOnePlace?: boolean;
}

export type Translated =
  | {
      readonly kind: 'layer';
      /** Named and joined by the caller. */
      readonly spec: LayerSpec;
      readonly weights: readonly FileWeight[];
      /** Places stay, one of them, where Thaw has only numbers. */
      readonly keepsPlace?: boolean;
    }
  /** What it takes, in another shape: [height, width, channels], or [numbers]. */
  | { readonly kind: 'shape'; readonly shape: readonly number[] }
  | { readonly kind: 'problem'; readonly problem: LayerProblem; readonly found: string };

/** `inputs`: shapes without the batch; `isOnePlace`: Keras's [1, 1, channels] are numbers already. */
export function translateLayer(
  node: KerasNode,
  inputs: readonly (readonly number[])[],
  isOnePlace: boolean,
): Translated {
  if (isOnePlace && !ofOnePlace.has(node.className)) return problem('inputs', shapeText(inputs));
  if (!isKnown(node.className) || node.isForeign) return problem('kind', node.className);
  const schema: z.ZodType = layerSettings[node.className];
  const parsed = schema.safeParse(node.config);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const key = String(issue?.path[0] ?? '');
    return problem('option', `${key}=${JSON.stringify(node.config[key] ?? null)}`.slice(0, 120));
  }
  return translators[node.className](parsed.data as never, inputs, isOnePlace);
}

/** What can be done to the channels of one place where they are numbers. */
const ofOnePlace: ReadonlySet<string> = new Set([
  'Conv2D',
  'GlobalAveragePooling2D',
  'BatchNormalization',
  'Activation',
  'ReLU',
  'Softmax',
  'Flatten',
  'Reshape',
  'Dropout',
]);

type Shapes = readonly (readonly number[])[];
type Settings<Name extends keyof typeof layerSettings> = z.infer<(typeof layerSettings)[Name]>;

function isKnown(className: string): className is keyof typeof layerSettings {
  return Object.hasOwn(layerSettings, className);
}

function problem(kind: LayerProblem, found: string): Translated {
  return { kind: 'problem', problem: kind, found };
}

function shapeText(shapes: Shapes): string {
  return shapes.map((shape) => `[${shape.join(', ')}]`).join(', ');
}

const name = '';
const layer = (spec: LayerSpec, weights: readonly FileWeight[] = []): Translated => ({
  kind: 'layer',
  spec,
  weights,
});

/** Whose numbers are the channels of one place in Keras. */
const onePlace = (spec: LayerSpec, weights: readonly FileWeight[] = []): Translated => ({
  kind: 'layer',
  spec,
  weights,
  keepsPlace: true,
});

/** Our part by the same name, or one of several that Keras used in time. */
const part = (ours: string, ...others: readonly string[]): FileWeight => ({
  part: ours,
  names: [ours, ...others],
});

function withActivation(given: unknown, made: (activation: Activation) => Translated): Translated {
  const activation = readActivation(given);
  return activation === null ? problem('activation', activationName(given)) : made(activation);
}

function onPlaces(inputs: Shapes, made: () => Translated): Translated {
  return inputs.length === 1 && inputs[0]!.length === 3 ? made() : problem('inputs', shapeText(inputs));
}

function ofSeveral(inputs: Shapes, made: () => Translated): Translated {
  return inputs.length > 1 ? made() : problem('inputs', shapeText(inputs));
}

const translators: {
  readonly [Name in keyof typeof layerSettings]: (
    settings: Settings<Name>,
    inputs: Shapes,
    isOnePlace: boolean,
  ) => Translated;
} = {
  Conv2D: (settings, inputs, isOnePlace) =>
    onPlaces(inputs, () =>
      withActivation(settings.activation, (activation) => {
        const { filters, groups, use_bias: useBias } = settings;
        const isDense = isOnePlace && settings.kernel_size.join() === '1,1' && groups === 1;
        if (isOnePlace && !isDense) return problem('inputs', shapeText(inputs));
        const bias: FileWeight = useBias ? part('bias') : { part: 'bias', names: 0 };
        // One place alone: the same as a dense layer, which the head of a network is made of in Thaw.
        if (isDense) {
          const kernel = { ...part('kernel'), ofOnePlace: true };
          return onePlace({ kind: 'dense', name, units: filters, activation }, [kernel, bias]);
        }
        return layer(
          {
            kind: 'conv2d',
            name,
            filters,
            ...(groups > 1 ? { groups } : {}),
            ...moving(settings, activation),
          },
          [part('kernel'), ...(useBias ? [bias] : [])],
        );
      }),
    ),
  DepthwiseConv2D: (settings, inputs) =>
    onPlaces(inputs, () =>
      withActivation(settings.activation, (activation) =>
        layer({ kind: 'depthwiseConv2d', name, ...moving(settings, activation) }, [
          part('depthwise_kernel', 'kernel'),
          ...(settings.use_bias ? [part('bias')] : []),
        ]),
      ),
    ),
  SeparableConv2D: (settings, inputs) =>
    onPlaces(inputs, () =>
      withActivation(settings.activation, (activation) =>
        layer({ kind: 'separableConv2d', name, filters: settings.filters, ...moving(settings, activation) }, [
          part('depthwise_kernel'),
          part('pointwise_kernel'),
          ...(settings.use_bias ? [part('bias')] : []),
        ]),
      ),
    ),
  MaxPooling2D: (settings, inputs) =>
    onPlaces(inputs, () => layer({ kind: 'maxPool2d', name, ...pooling(settings) })),
  AveragePooling2D: (settings, inputs) =>
    onPlaces(inputs, () => layer({ kind: 'averagePool2d', name, ...pooling(settings) })),
  GlobalAveragePooling2D: ({ keepdims }, inputs, isOnePlace) =>
    onPlaces(inputs, () =>
      isOnePlace
        ? { kind: 'shape', shape: keepdims ? inputs[0]! : inputs[0]!.slice(-1) }
        : keepdims
          ? onePlace({ kind: 'globalAveragePool2d', name })
          : layer({ kind: 'globalAveragePool2d', name }),
    ),
  ZeroPadding2D: ({ padding }, inputs) =>
    onPlaces(inputs, () => layer({ kind: 'zeroPadding2d', name, padding })),
  BatchNormalization: ({ axis, epsilon, center, scale }, inputs) =>
    inputs.length === 1 && isLastAxis(axis, inputs)
      ? layer({ kind: 'batchNorm', name, epsilon, ...(scale ? {} : { scale }) }, [
          ...(scale ? [part('gamma')] : []),
          center ? part('beta') : { part: 'beta', names: 0 },
          part('moving_mean'),
          part('moving_variance'),
        ])
      : problem('inputs', shapeText(inputs)),
  Activation: (settings) =>
    withActivation(settings.activation, (activation) => layer({ kind: 'activation', name, activation })),
  ReLU: ({ max_value: most }) =>
    layer({ kind: 'activation', name, activation: most === 6 ? 'relu6' : 'relu' }),
  Softmax: () => layer({ kind: 'activation', name, activation: 'softmax' }),
  Concatenate: ({ axis }, inputs) =>
    ofSeveral(inputs, () =>
      isLastAxis(axis, inputs) && haveSamePlaces(inputs)
        ? layer({ kind: 'concatenate', name, inputs: [] })
        : problem('inputs', shapeText(inputs)),
    ),
  Flatten: (_, [input = []], isOnePlace) =>
    isOnePlace || input.length === 1
      ? { kind: 'shape', shape: input.slice(-1) }
      : layer({ kind: 'flatten', name }),
  Reshape: ({ target_shape: target }, [input = []], isOnePlace) => {
    const numbers = input.at(-1)!;
    const wanted = target.map((side) => (side === -1 ? numbers : side));
    const isSame = wanted.at(-1) === numbers && wanted.slice(0, -1).every((side) => side === 1);
    return isSame && (isOnePlace || input.length === 1) && [1, 3].includes(wanted.length)
      ? { kind: 'shape', shape: wanted }
      : problem('option', `target_shape=[${target.join(', ')}]`);
  },
  Dense: ({ units, activation: given, use_bias: useBias }, inputs) => {
    if (inputs.length !== 1 || inputs[0]!.length !== 1) return problem('inputs', shapeText(inputs));
    return withActivation(given, (activation) =>
      layer({ kind: 'dense', name, units, activation }, [
        part('kernel'),
        useBias ? part('bias') : { part: 'bias', names: 0 },
      ]),
    );
  },
  Dropout: ({ rate }) => layer({ kind: 'dropout', name, rate }),
};

/** By its count from the end, or, the batch counted, from the start. */
function isLastAxis(axis: number, [input = []]: Shapes): boolean {
  return axis === -1 || axis === input.length;
}

function haveSamePlaces(inputs: Shapes): boolean {
  return new Set(inputs.map((shape) => shape.slice(0, -1).join())).size === 1;
}

/** The sum of what two or more layers give; Keras has no settings for it. */
export function translateAdd(inputs: Shapes): Translated {
  return ofSeveral(inputs, () =>
    new Set(inputs.map((shape) => shape.join())).size === 1
      ? layer({ kind: 'add', name, inputs: [] })
      : problem('inputs', shapeText(inputs)),
  );
}

type Moving = Pick<Settings<'Conv2D'>, 'kernel_size' | 'strides' | 'padding' | 'use_bias'>;

function moving({ kernel_size: kernelSize, strides, padding, use_bias }: Moving, activation: Activation) {
  return { kernelSize, strides, padding, activation, ...(use_bias ? {} : { useBias: false as const }) };
}

function pooling({ pool_size: poolSize, strides, padding }: Settings<'MaxPooling2D'>) {
  return { poolSize, strides: strides ?? poolSize, padding };
}
