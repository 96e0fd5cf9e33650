import { expect, test } from 'vitest';
import { fillModes } from '../../shared/augmentation.ts';
import { hashedPixels } from '../../../test/images/pictures.ts';
import { askPython, fromBase64, testPython } from '../../../test/images/pillow.ts';
import { augmentImage } from './augment-image.ts';
import { noChange } from './augmentation-draw.ts';
import { lookupOf } from './fill-modes.ts';

const size = 20;
const picture = hashedPixels(size, size).data;
const draws = [
  { ...noChange, shiftX: 0.35, shiftY: -0.4 },
  { ...noChange, rotation: 33, zoomX: 1.6, zoomY: 1.4 },
  { ...noChange, shear: 40, shiftX: 0.9 },
  { ...noChange, zoomX: 3.9, zoomY: 0.4, rotation: -120 },
];

test.runIf(testPython)('a picture beyond its edges is Keras’s', () => {
  const program = `
import os
os.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'
import numpy as np
from keras.src.legacy.preprocessing.image import apply_affine_transform
picture = np.frombuffer(base64.b64decode(given['rgb']), 'u1').reshape(${size}, ${size}, 3).astype('f4')
answer = []
for fill in given['fills']:
    for d in given['draws']:
        x = apply_affine_transform(picture, theta=d['rotation'], tx=d['shiftX'] * ${size}, ty=d['shiftY'] * ${size},
            shear=d['shear'], zx=d['zoomX'], zy=d['zoomY'], row_axis=0, col_axis=1, channel_axis=2,
            fill_mode=fill, cval=77, order=1)
        answer.append(base64.b64encode(np.ascontiguousarray(x, 'f4').tobytes()).decode())`;
  const given = { rgb: Buffer.from(picture).toString('base64'), draws, fills: fillModes };
  const answers = askPython(testPython!, program, given) as string[];
  fillModes.forEach((fill, mode) => {
    for (const [index, draw] of draws.entries()) {
      const keras = new Float32Array(fromBase64(answers[mode * draws.length + index]!).buffer);
      const ours = augmentImage(picture, size, draw, { fill, fillValue: 77 });
      const off = Array.from(ours, (value, place) => Math.abs(value - keras[place]!));
      const told = `${fill} ${JSON.stringify(draw)}`;
      // Rounding alone gives 0.25; a place on the very edge may fall to either side of it.
      expect(off.reduce((sum, value) => sum + value, 0) / off.length, told).toBeLessThan(0.5);
      expect(off.filter((value) => value > 12).length, told).toBeLessThanOrEqual(9);
    }
  });
});

test('places of four pixels, as scipy looks them up', () => {
  const at = (fill: (typeof fillModes)[number], places: readonly number[]) =>
    places.map(lookupOf(fill, 3, 1));
  expect(at('nearest', [-9, -0.5, 1.25, 3.5])).toEqual([0, 0, 1.25, 3]);
  expect(at('constant', [-0.1, 0, 3, 3.1])).toEqual([null, 0, 3, null]);
  expect(at('reflect', [-0.5, -1, -2, 4, 5.25, 7, 8])).toEqual([0, 0, 1, 3, 1.75, 0, 0]);
  expect(at('wrap', [-0.5, -1, 3.25, 4, 6])).toEqual([2.5, 2, 0.25, 1, 0]);
});
