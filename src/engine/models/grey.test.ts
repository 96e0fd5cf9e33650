import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { askPython, testPython } from '../../../test/images/pillow.ts';
import type { NetworkSpec } from '../../shared/network.ts';
import { randomStream } from '../../shared/random.ts';
import { openBackend } from '../backend/open-backend.ts';
import { loadOnnxRuntime } from '../backend/onnx/onnx-runtime.ts';
import { locateRuntime } from '../backend/runtime/locate-runtime.ts';
import { pixelsOfInput } from '../explanation/pixels-of-input.ts';
import { preprocess } from './forward.ts';
import { openFrozenPass } from './frozen-pass.ts';
import { flatten } from './layers.ts';
import { openOnnxPass } from './passes/onnx-pass.ts';

/** Grey by every way that computes it is Pillow's convert('L'), to the bit. */

const side = 48;
/** Gives the grey levels themselves. */
const levels: NetworkSpec = {
  inputShape: [side, side, 1],
  preprocessing: { channelOrder: 'grey', mean: [0], scale: 1 },
  layers: [flatten('flatten')],
};
const draws = randomStream(4, 'grey');
const pixels = Uint8Array.from({ length: side * side * 3 }, () => draws.below(256));
// Pillow's values for pure red, green, blue and white.
pixels.set([255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]);
const known = [76, 150, 29, 255];

let expected: readonly number[];
beforeAll(() => {
  const program =
    'from PIL import Image\nanswer = list(Image.frombytes("RGB", (48, 48), bytes(given)).convert("L").getdata())';
  expected = testPython
    ? (askPython(testPython, program, [...pixels]) as number[])
    : Array.from({ length: side * side }, (_, at) => {
        const [red, green, blue] = pixels.subarray(3 * at) as unknown as [number, number, number];
        return (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16;
      });
});

describe('grey', () => {
  it('has the known levels', () => {
    expect(expected.slice(0, 4)).toEqual(known);
  });

  it('by tfjs, and back to pixels', async () => {
    await openBackend('wasm');
    const tensor = preprocess(tf.tensor4d(pixels, [1, side, side, 3], 'int32'), levels.preprocessing);
    expect(tensor.shape).toEqual([1, side, side, 1]);
    const values = tensor.dataSync<'float32'>();
    tensor.dispose();
    expect([...values]).toEqual(expected);
    expect([...pixelsOfInput(values, levels.preprocessing).subarray(0, 6)]).toEqual([
      76, 76, 76, 150, 150, 150,
    ]);
  });

  it('by onnxruntime', async () => {
    const pass = await openOnnxPass(loadOnnxRuntime(), levels, new Map(), ['flatten']);
    const answer = await pass.run(pixels, 1);
    pass.close();
    expect([...answer.get('flatten')!]).toEqual(expected);
  });

  it.skipIf(locateRuntime() === null)('by a session graph', async () => {
    const backend = await openBackend('tensorflow');
    const pass = await openFrozenPass(backend, levels, new Map(), ['flatten'], 'fp32');
    const answer = await pass.run(pixels, 1);
    pass.close();
    expect([...answer.get('flatten')!]).toEqual(expected);
  });
});
