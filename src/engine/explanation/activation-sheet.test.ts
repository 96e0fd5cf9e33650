import * as tf from '@tensorflow/tfjs';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../backend/open-backend.ts';
import { makePicture } from '../export/comparison-pictures.ts';
import { forward } from '../models/forward.ts';
import { createParameters, disposeParameters } from '../models/parameters.ts';
import { activationSheet } from './activation-sheet.ts';
import { channelLevels } from './channel-levels.ts';
import { smallNetwork, smallSide, smallWeights } from './fixtures/small-network.ts';
import { layerActivations } from './layer-activations.ts';
import { levelColours } from './level-colours.ts';
import { networkInput } from './network-input.ts';

const made = (height: number, width: number, channels: number): Float32Array =>
  Float32Array.from({ length: height * width * channels }, (_, place) => ((place * 37) % 101) / 10);

describe('a sheet of activations', () => {
  it('has 16 channels in a row, two pixels apart, each place a square', async () => {
    const values = made(9, 8, 20);
    const sheet = await activationSheet({ height: 9, width: 8, channels: 20, values });
    const { data, info } = await sharp(sheet.png).raw().toBuffer({ resolveWithObject: true });
    // 9 x 8 places, eight times as large.
    const [wide, high] = [64, 72];
    expect([info.width, info.height, info.channels]).toEqual([16 * (wide + 2) - 2, 2 * (high + 2) - 2, 4]);
    const { levels } = channelLevels({ height: 9, width: 8, channels: 20, values });
    const pixel = (x: number, y: number): number[] => [
      ...data.subarray((y * info.width + x) * 4, (y * info.width + x) * 4 + 4),
    ];
    for (const channel of [0, 15, 16, 19])
      for (const [row, column] of [
        [0, 0],
        [8, 7],
        [3, 5],
      ] as const) {
        const level = levels[channel * 72 + row * 8 + column]!;
        const left = (channel % 16) * (wide + 2) + column * 8;
        const top = Math.floor(channel / 16) * (high + 2) + row * 8;
        const expected = [...levelColours.subarray(level * 3, level * 3 + 3), 255];
        for (const [x, y] of [
          [left, top],
          [left + 7, top + 7],
        ] as const)
          expect(pixel(x, y)).toEqual(expected);
      }
    expect(pixel(wide, 0)[3]).toBe(0);
    expect(pixel(wide + 1, 0)[3]).toBe(0);
    expect(pixel(4 * (wide + 2), high + 2)[3]).toBe(0);
  });

  it('is one tile for one channel, and not enlarged where the layer is large', async () => {
    const sheet = await activationSheet({ height: 100, width: 90, channels: 1, values: made(100, 90, 1) });
    expect(await sharp(sheet.png).metadata()).toMatchObject({ width: 90, height: 100 });
  });

  it('shows a channel without differences as blank', () => {
    const values = Float32Array.from({ length: 8 }, (_, place) => (place % 2 === 0 ? 0.1 : place));
    const { levels, blank } = channelLevels({ height: 2, width: 2, channels: 2, values });
    expect(blank).toBe(1);
    expect([...levels.subarray(0, 4)]).toEqual([0, 0, 0, 0]);
    expect(levels.subarray(4).every((level) => level >= 0 && level <= 255)).toBe(true);
    expect(new Set(levels.subarray(4)).size).toBe(4);
  });
});

describe('the activations of a layer', () => {
  beforeAll(async () => {
    await openBackend('auto');
  });
  const network = smallNetwork();

  it('are those of the whole pass, layer by layer, and leave no tensor behind', async () => {
    const before = tf.memory().numTensors;
    const parameters = createParameters(smallWeights(network));
    const input = networkInput(network, makePicture(2, smallSide));
    for (const [index, layer] of network.layers.entries()) {
      const range = { from: 0, to: index + 1, dropout: null, logits: false };
      const whole = tf.tidy(() => forward(network, parameters, input, range).dataSync<'float32'>());
      const { values } = await layerActivations(network, parameters, input, index);
      expect(layer.name).not.toBe('');
      expect([...values].filter((value) => !Number.isNaN(value))).toEqual([...whole]);
    }
    input.dispose();
    disposeParameters(parameters);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('of a flat layer are one picture, with nothing after its last unit', async () => {
    const parameters = createParameters(smallWeights(network));
    const input = networkInput(network, makePicture(2, smallSide));
    const flat = await layerActivations(network, parameters, input, 3);
    // 4 x 4 x 5 units in 9 rows of 9.
    expect([flat.height, flat.width, flat.channels]).toEqual([9, 9, 1]);
    const { levels } = channelLevels(flat);
    expect([...levels.subarray(79)]).toEqual([expect.any(Number), -1]);
    expect(levels.subarray(0, 80).every((level) => level >= 0)).toBe(true);
    const one = await layerActivations(network, parameters, input, 4);
    expect(channelLevels(one)).toEqual({ levels: Int16Array.of(0), blank: 1 });
    input.dispose();
    disposeParameters(parameters);
  });
});

it('colours the levels ever lighter', () => {
  const lightness = Array.from({ length: 256 }, (_, level) => {
    const [red, green, blue] = levelColours.subarray(level * 3, level * 3 + 3);
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  });
  expect(lightness).toEqual(lightness.toSorted((one, other) => one - other));
});
