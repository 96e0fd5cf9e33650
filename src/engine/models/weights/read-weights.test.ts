import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create, toBinary } from '@bufbuild/protobuf';
import * as h5wasm from 'h5wasm/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ModelProtoSchema } from '../../storage/generated/onnx_model_pb.ts';
import { writeSafetensors, type HostTensor } from '../../storage/safetensors.ts';
import { baseWeightShapes, type WeightShape } from '../base-networks.ts';
import { hashTensors } from './hash-tensors.ts';
import { readKerasH5 } from './read-keras-h5.ts';
import { readOnnx } from './read-onnx.ts';
import { readWeightsFile } from './read-weights-file.ts';
import { weightsEntry } from './weights-catalogue.ts';
import { sizeOfShape } from '../../../shared/size-of-shape.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thaw-weights-'));
  await h5wasm.ready;
});
afterAll(() => rm(folder, { recursive: true }));

/** Two convolutions of 2 x 1 kernels: 1 to 2 and 2 to 3 channels. */
const wanted: readonly WeightShape[] = [
  { name: 'first/kernel', layer: 'first', kind: 'conv2d', part: 'kernel', shape: [2, 1, 1, 2] },
  { name: 'first/bias', layer: 'first', kind: 'conv2d', part: 'bias', shape: [2] },
  { name: 'second/kernel', layer: 'second', kind: 'conv2d', part: 'kernel', shape: [2, 1, 2, 3] },
  { name: 'second/bias', layer: 'second', kind: 'conv2d', part: 'bias', shape: [3] },
];
const expected = new Map<string, HostTensor>(
  wanted.map(({ name, shape }, tensor) => {
    const length = sizeOfShape(shape);
    return [name, { shape, values: Float32Array.from({ length }, (_, index) => 100 * tensor + index) }];
  }),
);

/** An .h5 file with these tensors under these paths. */
function h5File(name: string, paths: readonly string[], dtype: '<f' | '<d' = '<f'): string {
  const path = join(folder, name);
  const file = new h5wasm.File(path, 'w');
  for (const [index, tensor] of [...expected.values()].entries()) {
    const parts = paths[index]!.split('/');
    let group: h5wasm.Group = file;
    for (const part of parts.slice(0, -1)) {
      group = group.keys().includes(part) ? (group.get(part) as h5wasm.Group) : group.create_group(part);
    }
    group.create_dataset({ name: parts.at(-1)!, data: tensor.values, shape: [...tensor.shape], dtype });
  }
  file.close();
  return path;
}

describe('readKerasH5', () => {
  it.each([
    ['Keras 1', ['first/first_W_1:0', 'first/first_b_1:0', 'second/second_W_1:0', 'second/second_b_1:0']],
    [
      'Keras 2',
      ['first/first/kernel:0', 'first/first/bias:0', 'second/second/kernel:0', 'second/second/bias:0'],
    ],
    [
      'a whole model',
      ['first', 'second'].flatMap((layer) => [
        `model_weights/${layer}/${layer}/kernel`,
        `model_weights/${layer}/${layer}/bias`,
      ]),
    ],
    [
      'Keras 3',
      ['layers/conv2d/vars/0', 'layers/conv2d/vars/1', 'layers/conv2d_1/vars/0', 'layers/conv2d_1/vars/1'],
    ],
  ])('reads the layout of %s', async (name, paths) => {
    const found = await readKerasH5(h5File(`${name}.h5`, paths), wanted);
    expect([...found]).toEqual([...expected]);
  });

  it('names the layer that is missing', async () => {
    const file = h5File('other.h5', ['first/a', 'first/b', 'third/a', 'third/b']);
    await expect(readKerasH5(file, wanted)).rejects.toMatchObject({
      code: 'weights-layer-missing',
      facts: { file, layer: 'second/kernel' },
    });
  });

  it('refuses weights that are not float32', async () => {
    const file = h5File('double.h5', ['first/a', 'first/b', 'second/a', 'second/b'], '<d');
    await expect(readKerasH5(file, wanted)).rejects.toMatchObject({ code: 'weights-file-invalid' });
  });

  it('refuses a file that is cut off', async () => {
    const file = join(folder, 'cut.h5');
    await writeFile(file, Buffer.from('\x89HDF\r\n\x1a\nand then nothing', 'latin1'));
    await expect(readKerasH5(file, wanted)).rejects.toMatchObject({
      code: 'weights-file-invalid',
      facts: { file },
    });
  });
});

describe('readOnnx', () => {
  /** `turn`: kernels as ONNX has them, out, in, height, width. */
  async function onnxFile(name: string, asRaw: boolean): Promise<string> {
    const initializer = [...expected].map(([tensorName, { shape, values }]) => {
      const [height = 1, width = 1, inputs = 1, outputs = 1] = shape;
      const turned =
        shape.length === 1
          ? values
          : Float32Array.from(values, (_, index) => {
              const [x, y] = [index % width, Math.floor(index / width) % height];
              const [input, output] = [
                Math.floor(index / width / height) % inputs,
                Math.floor(index / width / height / inputs),
              ];
              return values[((y * width + x) * inputs + input) * outputs + output]!;
            });
      const dims = (shape.length === 1 ? shape : [outputs, inputs, height, width]).map(BigInt);
      const data = asRaw ? { rawData: new Uint8Array(turned.buffer.slice(0)) } : { floatData: [...turned] };
      return { name: tensorName, dims, dataType: 1, ...data };
    });
    const node = [
      { opType: 'Conv', input: ['x', 'first/kernel', 'first/bias'] },
      { opType: 'Relu', input: ['y'] },
      { opType: 'Conv', input: ['z', 'second/kernel', 'second/bias'] },
    ];
    const path = join(folder, name);
    await writeFile(
      path,
      toBinary(ModelProtoSchema, create(ModelProtoSchema, { graph: { node, initializer } })),
    );
    return path;
  }

  it.each([true, false])('turns the kernels of its convolutions (raw data: %s)', async (asRaw) => {
    const found = await readOnnx(await onnxFile(`${String(asRaw)}.onnx`, asRaw), wanted);
    expect([...found]).toEqual([...expected]);
  });

  it('names the layer that is missing', async () => {
    const more = [
      ...wanted,
      { name: 'third/kernel', layer: 'third', kind: 'conv2d', part: 'kernel', shape: [1, 1, 3, 1] } as const,
    ];
    await expect(readOnnx(await onnxFile('short.onnx', true), more)).rejects.toMatchObject({
      code: 'weights-layer-missing',
      facts: { layer: 'third/kernel' },
    });
  });
});

describe('readWeightsFile', () => {
  const entry = weightsEntry('vgg16');

  it.each(['plain text', ''])('refuses a file that is no container: "%s"', async (content) => {
    const file = join(folder, 'any.bin');
    await writeFile(file, content);
    await expect(readWeightsFile(file, entry)).rejects.toMatchObject({
      code: 'weights-file-invalid',
      facts: { file },
    });
  });

  it('says that there is no file, or that it is a folder', async () => {
    await expect(readWeightsFile(join(folder, 'none.h5'), entry)).rejects.toMatchObject({
      code: 'weights-file-not-found',
    });
    await expect(readWeightsFile(folder, entry)).rejects.toMatchObject({ code: 'weights-file-invalid' });
  });

  it('refuses the right shapes with other values', async () => {
    const file = join(folder, 'zeros.safetensors');
    const zeros = baseWeightShapes('vgg16').map(({ name, shape }): [string, HostTensor] => {
      return [name, { shape, values: new Float32Array(sizeOfShape(shape)) }];
    });
    await writeSafetensors(file, new Map(zeros));
    await expect(readWeightsFile(file, entry)).rejects.toMatchObject({
      code: 'weights-wrong-hash',
      facts: { file, expected: entry.tensorsSha256, found: hashTensors(new Map(zeros)) },
    });
  });

  it('knows VGG16 by 26 tensors in canonical order', () => {
    const shapes = baseWeightShapes('vgg16');
    expect(shapes.map(({ name }) => name).slice(0, 3)).toEqual([
      'block1_conv1/kernel',
      'block1_conv1/bias',
      'block1_conv2/kernel',
    ]);
    const count = shapes.reduce((sum, { shape }) => sum + sizeOfShape(shape), 0);
    expect([shapes.length, count]).toEqual([26, entry.parameters]);
  });
});
