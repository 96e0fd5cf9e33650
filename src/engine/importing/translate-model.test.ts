import { describe, expect, it } from 'vitest';
import type { ForeignModel } from './foreign-model.ts';
import { layer } from './fixtures/small-model-files.ts';
import { translateModel, type TranslateOptions } from './translate-model.ts';
import { sizeOfShape } from '../../shared/size-of-shape.ts';

/** A model whose every weight is a half, whatever its shape. */
function foreign(config: object, training: unknown = null): ForeignModel {
  return {
    file: '/m.h5',
    format: 'keras-h5',
    madeBy: 'Keras 2.11.0',
    config,
    training,
    weights: {
      read: (_, wanted) =>
        wanted.map(({ shape }) => ({
          shape,
          values: new Float32Array(sizeOfShape(shape)).fill(0.5),
        })),
    },
    close: () => Promise.resolve(),
  };
}

function translated(config: object, options: Partial<TranslateOptions> = {}, training: unknown = null) {
  const usual = { preprocessing: null, knownPreprocessings: [], size: null };
  return translateModel(foreign(config, training), { ...usual, ...options });
}

/** A layer of a functional model as Keras 2 wrote it; `given`: arguments of an operation. */
function node(className: string, name: string, config: object, from: readonly string[], given?: object) {
  const uses = from.map((one) => [one, 0, 0, given ?? {}]);
  return {
    ...layer(className, name, config),
    name,
    inbound_nodes: given ? uses : uses.length > 0 ? [uses] : [],
  };
}

function functional(layers: readonly object[], output: string) {
  return {
    class_name: 'Functional',
    config: { name: 'model', layers, input_layers: [['picture', 0, 0]], output_layers: [[output, 0, 0]] },
  };
}

const picture = node('InputLayer', 'picture', { batch_input_shape: [null, 32, 32, 3] }, []);
const head = (from: string) => [
  node('GlobalAveragePooling2D', 'mean', { data_format: 'channels_last' }, [from]),
  node('Dense', 'answer', { units: 3, activation: 'softmax' }, ['mean']),
];
const conv = (from: string, config: object = {}) =>
  node('Conv2D', 'conv', { filters: 2, kernel_size: [3, 3], activation: 'relu', ...config }, [from]);
const operation = (name: string, fn: string, from: string, given: object) =>
  node('TFOpLambda', name, { name, function: fn }, [from], given);

describe('operations on pixels, as Keras 2 wrote them', () => {
  it('scales by -1..1', () => {
    const config = functional(
      [
        picture,
        operation('tf.math.truediv', 'math.truediv', 'picture', { y: 127.5, name: null }),
        operation('tf.math.subtract', 'math.subtract', 'tf.math.truediv', { y: 1, name: null }),
        conv('tf.math.subtract'),
        ...head('conv'),
      ],
      'answer',
    );
    const { preprocessing, layers } = translated(config).network;
    expect(preprocessing.channelOrder).toBe('rgb');
    expect(preprocessing.mean).toEqual([127.5, 127.5, 127.5]);
    expect(preprocessing.scale).toBeCloseTo(1 / 127.5, 12);
    expect(layers.map(({ name }) => name)).toEqual(['conv', 'mean', 'answer']);
  });

  it('turns colours around and subtracts ImageNet’s mean', () => {
    const whole = { start: null, stop: null, step: null };
    const config = functional(
      [
        picture,
        node('SlicingOpLambda', 'slice', { function: '__operators__.getitem' }, ['picture'], {
          slice_spec: { class_name: '__tuple__', items: ['...', { ...whole, step: -1 }] },
        }),
        operation('bias', 'nn.bias_add', 'slice', {
          bias: [-103.939, -116.779, -123.68],
          data_format: 'channels_last',
        }),
        conv('bias'),
        ...head('conv'),
      ],
      'answer',
    );
    expect(translated(config).network.preprocessing).toEqual({
      channelOrder: 'bgr',
      mean: [103.939, 116.779, 123.68],
      scale: 1,
    });
  });

  it('is refused where it turns pictures around, by the layer’s name', () => {
    const config = functional(
      [picture, operation('odd', 'math.square', 'picture', {}), conv('odd'), ...head('conv')],
      'answer',
    );
    expect(() => translated(config)).toThrow(
      expect.objectContaining({
        code: 'model-layer-not-read',
        facts: { file: '/m.h5', layer: 'odd', problem: 'picture', found: 'square' },
      }) as Error,
    );
  });
});

describe('models inside models', () => {
  it('become one list of layers, each by a name of its own', () => {
    const inner = {
      class_name: 'Model',
      name: 'base',
      inbound_nodes: [[['picture', 0, 0, {}]]],
      config: {
        name: 'base',
        layers: [picture, conv('picture'), node('BatchNormalization', 'mean', { axis: [3] }, ['conv'])],
        input_layers: [['picture', 0, 0]],
        output_layers: [['mean', 0, 0]],
      },
    };
    const { network, numClasses } = translated(functional([picture, inner, ...head('base')], 'answer'), {
      preprocessing: { channelOrder: 'rgb', mean: [0, 0, 0], scale: 1 / 255 },
    });
    expect(network.layers.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
      'conv2d conv',
      'batchNorm mean',
      'globalAveragePool2d model_mean',
      'dense answer',
    ]);
    expect(numClasses).toBe(3);
  });
});

describe('what is refused', () => {
  const preprocessing = { channelOrder: 'rgb', mean: [0, 0, 0], scale: 1 / 255 } as const;
  const simple = (config: object, answer: object = { units: 3, activation: 'softmax' }) =>
    functional(
      [
        picture,
        conv('picture', config),
        node('GlobalAveragePooling2D', 'mean', {}, ['conv']),
        node('Dense', 'answer', answer, ['mean']),
      ],
      'answer',
    );

  it.each([
    ['an activation', simple({ activation: 'swish' }), 'conv', 'activation', 'swish'],
    ['a dilation', simple({ dilation_rate: [2, 2] }), 'conv', 'option', 'dilation_rate=[2,2]'],
    [
      'channels first',
      simple({ data_format: 'channels_first' }),
      'conv',
      'option',
      'data_format="channels_first"',
    ],
    [
      'several sigmoid units',
      simple({}, { units: 3, activation: 'sigmoid' }),
      'answer',
      'output',
      'sigmoid, 3',
    ],
    ['one softmax unit', simple({}, { units: 1, activation: 'softmax' }), 'answer', 'output', 'softmax, 1'],
  ])('%s', (_, config, name, problem, found) => {
    expect(() => translated(config, { preprocessing })).toThrow(
      expect.objectContaining({ facts: { file: '/m.h5', layer: name, problem, found } }) as Error,
    );
  });

  it('numbers that are no probabilities', () => {
    const config = simple({}, { units: 1 });
    expect(() => translated(config, { preprocessing }, { loss: 'mse' })).toThrow(
      expect.objectContaining({
        facts: expect.objectContaining({ found: 'linear, mse' }) as object,
      }) as Error,
    );
    const loss = { class_name: 'BinaryCrossentropy', config: { from_logits: true } };
    const { network, notes, numClasses } = translated(config, { preprocessing }, { loss });
    expect(network.layers.at(-1)).toMatchObject({ units: 1, activation: 'sigmoid' });
    expect(notes).toEqual([{ note: 'logits', layer: 'answer' }]);
    expect(numClasses).toBe(2);
  });

  it('pixels in one row that more is done to than a mean image subtracted', () => {
    const row = node('Reshape', 'row', { target_shape: [3072] }, ['picture']);
    const norm = node('BatchNormalization', 'norm', { scale: false, epsilon: 0.5 }, ['row']);
    const dense = node('Dense', 'answer', { units: 3, activation: 'softmax' }, ['row']);
    for (const config of [
      // Every weight is a half: a variance of 1, but something is added too.
      functional([picture, row, norm, ...head('norm')], 'answer'),
      functional([picture, row, dense], 'answer'),
    ])
      expect(() => translated(config, { preprocessing })).toThrow(
        expect.objectContaining({
          code: 'model-layer-not-read',
          facts: { file: '/m.h5', layer: 'row', problem: 'option', found: 'target_shape=[3072]' },
        }) as Error,
      );
  });

  it('pictures that are not square, or not of colours or greys', () => {
    for (const shape of [
      [null, 32, 48, 3],
      [null, 32, 32, 4],
      [null, 32, 32],
      [null, 8, 8, 3],
    ]) {
      const input = node('InputLayer', 'picture', { batch_input_shape: shape }, []);
      const config = functional([input, conv('picture'), ...head('conv')], 'answer');
      expect(() => translated(config, { preprocessing })).toThrow(
        expect.objectContaining({ code: 'model-input-unfit' }) as Error,
      );
    }
    const any = node('InputLayer', 'picture', { batch_input_shape: [null, null, null, 3] }, []);
    const config = functional([any, conv('picture'), ...head('conv')], 'answer');
    expect(() => translated(config, { preprocessing })).toThrow(
      expect.objectContaining({ code: 'model-size-unknown' }) as Error,
    );
    expect(translated(config, { preprocessing, size: 64 }).image).toEqual({ size: 64, fit: 'stretch' });
  });
});
