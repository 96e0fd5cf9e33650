import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { randomStream } from '../../shared/random.ts';
import { type AugmentationConfig, noAugmentation } from '../../shared/augmentation.ts';
import { hashedPixels } from '../../../test/images/pictures.ts';
import { askPython, fromBase64, testPython } from '../../../test/images/pillow.ts';
import { readRawSafetensors } from '../storage/safetensors.ts';
import { augmentImage } from './augment-image.ts';
import { type AugmentationDraw, drawAugmentation, noChange as still } from './augmentation-draw.ts';

/** Keras's names: degrees and pixels. */
interface KerasCase {
  readonly theta?: number;
  readonly tx?: number;
  readonly ty?: number;
  readonly shear?: number;
  readonly zx?: number;
  readonly zy?: number;
}

const golden = fileURLToPath(new URL('../../../test/golden/augmentation', import.meta.url));

function asDraw(given: KerasCase, size: number): AugmentationDraw {
  const { theta = 0, tx = 0, ty = 0, shear = 0, zx = 1, zy = 1 } = given;
  return { ...still, rotation: theta, shiftX: tx / size, shiftY: ty / size, shear, zoomX: zx, zoomY: zy };
}

function differences(ours: Uint8Array, keras: Float32Array): { mean: number; most: number } {
  const all = Array.from(ours, (value, index) => Math.abs(value - keras[index]!));
  return { mean: all.reduce((sum, value) => sum + value, 0) / all.length, most: Math.max(...all) };
}

describe('geometry', async () => {
  const { cases } = JSON.parse(readFileSync(`${golden}.json`, 'utf8')) as { cases: KerasCase[] };
  const { tensors } = await readRawSafetensors(`${golden}.safetensors`);
  test.each(cases.map((given, index) => ({ given, index })))("is Keras's for $given", ({ given, index }) => {
    const bytes = tensors.get(`case${index}`)!.bytes;
    const keras = new Float32Array(new Uint8Array(bytes).buffer);
    const ours = augmentImage(tensors.get('source')!.bytes, 96, asDraw(given, 96));
    const { mean, most } = differences(ours, keras);
    // The tolerance is a mean of 1.0; rounding to whole numbers alone gives 0.25.
    expect(mean).toBeLessThan(0.4);
    expect(most).toBeLessThan(8);
  });

  test.runIf(testPython)("is Keras's for random draws, flips among them", () => {
    const size = 40;
    const stream = randomStream(3, 'augmentation-cases');
    const config = { ...strong, shear: 60 };
    const draws = Array.from({ length: 40 }, () => drawAugmentation(config, stream));
    const program = `
import os
os.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'
import numpy as np
from keras.src.legacy.preprocessing.image import apply_affine_transform
picture = np.frombuffer(base64.b64decode(given['rgb']), 'u1').reshape(${size}, ${size}, 3).astype('f4')
answer = []
for d in given['draws']:
    x = apply_affine_transform(picture, theta=d['rotation'], tx=d['shiftX'] * ${size}, ty=d['shiftY'] * ${size},
        shear=d['shear'], zx=d['zoomX'], zy=d['zoomY'], row_axis=0, col_axis=1, channel_axis=2, fill_mode='nearest', order=1)
    if d['flipHorizontal']: x = x[:, ::-1]
    if d['flipVertical']: x = x[::-1]
    answer.append(base64.b64encode(np.ascontiguousarray(x, 'f4').tobytes()).decode())`;
    const picture = hashedPixels(size, size).data;
    const given = { rgb: Buffer.from(picture).toString('base64'), draws };
    const answers = askPython(testPython!, program, given) as string[];
    for (const [index, draw] of draws.entries()) {
      const keras = new Float32Array(fromBase64(answers[index]!).buffer);
      const { mean } = differences(augmentImage(picture, size, draw), keras);
      expect(mean, JSON.stringify(draw)).toBeLessThan(0.4);
    }
  });
});

const strong: AugmentationConfig = {
  ...noAugmentation,
  rotation: 40,
  widthShift: 0.2,
  heightShift: 0.3,
  shear: 20,
  zoom: 0.25,
  horizontalFlip: true,
  verticalFlip: true,
};

describe('a picture', () => {
  const { data } = hashedPixels(9, 9);

  test('that is not changed is copied, and the input is never written to', () => {
    const before = data.slice();
    const copy = augmentImage(data, 9, still);
    expect(copy).toEqual(data);
    expect(copy).not.toBe(data);
    augmentImage(data, 9, { ...still, rotation: 33, zoomX: 0.5, flipVertical: true });
    expect(data).toEqual(before);
  });

  test('is flipped exactly', () => {
    const flippedBoth = augmentImage(data, 9, { ...still, flipHorizontal: true, flipVertical: true });
    const across = augmentImage(data, 9, { ...still, flipHorizontal: true });
    const at = (pixels: Uint8Array, x: number, y: number): number[] => [
      ...pixels.subarray((y * 9 + x) * 3, (y * 9 + x) * 3 + 3),
    ];
    for (let y = 0; y < 9; y++) {
      for (let x = 0; x < 9; x++) {
        expect(at(across, x, y)).toEqual(at(data, 8 - x, y));
        expect(at(flippedBoth, x, y)).toEqual(at(data, 8 - x, 8 - y));
      }
    }
  });

  test('moved out of the frame is filled with its edge', () => {
    const moved = augmentImage(data, 9, { ...still, shiftX: 1 });
    for (let y = 0; y < 9; y++) {
      const edge = data.subarray((y * 9 + 8) * 3, (y * 9 + 9) * 3);
      for (let x = 0; x < 9; x++) expect(moved.subarray((y * 9 + x) * 3, (y * 9 + x + 1) * 3)).toEqual(edge);
    }
  });

  test('survives the most extreme draw that settings allow', () => {
    const { data: large } = hashedPixels(64, 64);
    const extreme = { ...still, rotation: 180, shiftX: 1, shiftY: -1, shear: 90, zoomX: 1.95, zoomY: 1.95 };
    expect(augmentImage(large, 64, extreme).length).toBe(64 * 64 * 3);
  });
});

describe('draws', () => {
  const draws = (config: AugmentationConfig): AugmentationDraw[] =>
    Array.from({ length: 2000 }, (_, photo) =>
      drawAugmentation(config, randomStream(1, 'augmentation', photo)),
    );

  test('fill the ranges evenly and no more', () => {
    const many = draws(strong);
    const reach = (values: number[]): [number, number] => [Math.min(...values), Math.max(...values)];
    const expectRange = (values: number[], low: number, high: number): void => {
      const [least, most] = reach(values);
      const slack = (high - low) * 0.01;
      expect(least).toBeGreaterThanOrEqual(low);
      expect(least).toBeLessThan(low + slack);
      expect(most).toBeLessThanOrEqual(high);
      expect(most).toBeGreaterThan(high - slack);
    };
    expectRange(
      many.map((draw) => draw.rotation),
      -40,
      40,
    );
    expectRange(
      many.map((draw) => draw.shiftX),
      -0.2,
      0.2,
    );
    expectRange(
      many.map((draw) => draw.shiftY),
      -0.3,
      0.3,
    );
    expectRange(
      many.map((draw) => draw.shear),
      -20,
      20,
    );
    expectRange(
      many.map((draw) => draw.zoomX),
      0.75,
      1.25,
    );
    expectRange(
      many.map((draw) => draw.zoomY),
      0.75,
      1.25,
    );
    expect(many.some((draw) => Math.abs(draw.zoomX - draw.zoomY) > 0.3)).toBe(true);
    for (const key of ['flipHorizontal', 'flipVertical'] as const) {
      const share = many.filter((draw) => draw[key]).length / many.length;
      expect(share).toBeGreaterThan(0.45);
      expect(share).toBeLessThan(0.55);
    }
  });

  test('are the same for the same keys, and one setting does not disturb the others', () => {
    const [first] = draws(strong);
    expect(drawAugmentation(strong, randomStream(1, 'augmentation', 0))).toEqual(first);
    const without = drawAugmentation({ ...strong, rotation: 0 }, randomStream(1, 'augmentation', 0));
    expect(without).toEqual({ ...first, rotation: 0 });
    const all: AugmentationConfig = {
      ...strong,
      brightness: 0.2,
      contrast: 0.2,
      channelShift: 9,
      colourJitter: 0.1,
      randomCrop: true,
      shortSide: [256, 512],
    };
    const settings = Object.keys(noAugmentation) as (keyof AugmentationConfig)[];
    const every = drawAugmentation(all, randomStream(1, 'augmentation', 0));
    for (const setting of settings) {
      const changed = drawAugmentation(
        { ...all, [setting]: noAugmentation[setting] },
        randomStream(1, 'augmentation', 0),
      );
      const moved = Object.keys(every).filter(
        (key) => !isDeepStrictEqual(every[key as 'cut'], changed[key as 'cut']),
      );
      expect(moved.length, setting).toBeLessThanOrEqual(setting === 'zoom' ? 2 : 1);
    }
  });

  test('are nothing where everything is off', () => {
    expect(drawAugmentation(noAugmentation, randomStream(1, 'augmentation'))).toEqual(still);
  });
});
