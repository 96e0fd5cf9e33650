import { describe, expect, test } from 'vitest';
import { hashedPixels } from '../../../test/images/pictures.ts';
import { askPython, fromBase64, testPython } from '../../../test/images/pillow.ts';
import { noChange } from './augmentation-draw.ts';
import { changeColours } from './change-colours.ts';
import { usualColourAxes } from './usual-colour-axes.ts';

const side = 24;
const picture = hashedPixels(side, side).data;
/** A dim one, which does not reach the ends of the scale. */
const dim = picture.map((level) => 40 + (level >> 1));

function changed(source: Uint8Array, change: Partial<typeof noChange>): Uint8Array {
  const pixels = source.slice();
  changeColours(pixels, { ...noChange, ...change }, usualColourAxes);
  return pixels;
}

function ask(program: string, given: object): readonly Uint8Array[] {
  const answers = askPython(testPython!, `import numpy as np\n${program}`, {
    ...given,
    rgb: [picture, dim].map((one) => Buffer.from(one).toString('base64')),
  });
  return (answers as string[]).map(fromBase64);
}

const factors = [0.05, 0.5, 0.9, 0.9371, 1.0001, 1.1, 1.5, 1.95];

describe.runIf(testPython)('is Pillow’s, bit for bit', () => {
  const enhanced = (name: 'Brightness' | 'Contrast'): readonly Uint8Array[] =>
    ask(
      `
from PIL import Image, ImageEnhance
answer = []
for rgb in given['rgb']:
    photo = Image.frombytes('RGB', (${side}, ${side}), base64.b64decode(rgb))
    for factor in given['factors']:
        answer.append(base64.b64encode(ImageEnhance.${name}(photo).enhance(factor).tobytes()).decode())`,
      { factors },
    );

  test.each(['Brightness', 'Contrast'] as const)('%s', (name) => {
    const setting = name === 'Brightness' ? 'brightness' : 'contrast';
    const ours = [picture, dim].flatMap((source) =>
      factors.map((factor) => changed(source, { [setting]: factor })),
    );
    expect(ours).toEqual(enhanced(name));
  });
});

test.runIf(testPython)('a channel shift is Keras’s, rounded', () => {
  const shifts = [-90, -20.4, 0.3, 13.7, 90];
  const keras = ask(
    `
import os
os.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'
from keras.src.legacy.preprocessing.image import apply_channel_shift
answer = []
for rgb in given['rgb']:
    photo = np.frombuffer(base64.b64decode(rgb), 'u1').reshape(${side}, ${side}, 3).astype('f8')
    for shift in given['shifts']:
        moved = np.floor(apply_channel_shift(photo, shift, 2) + 0.5)
        answer.append(base64.b64encode(moved.astype('u1').tobytes()).decode())`,
    { shifts },
  );
  expect(
    [picture, dim].flatMap((one) => shifts.map((channelShift) => changed(one, { channelShift }))),
  ).toEqual(keras);
});

test.runIf(testPython)('jitter adds the axes, as numpy adds them', () => {
  const draws = [
    [0.1, 0, 0],
    [-0.2, 0.3, -1],
  ] as const;
  const theirs = ask(
    `
values, vectors = np.array(given['axes']['values']), np.array(given['axes']['vectors'])
answer = []
for rgb in given['rgb']:
    photo = np.frombuffer(base64.b64decode(rgb), 'u1').reshape(-1, 3) / 255
    for draw in given['draws']:
        moved = photo + vectors.T @ (np.array(draw) * values)
        answer.append(base64.b64encode(np.floor(np.clip(moved * 255, 0, 255) + 0.5).astype('u1').tobytes()).decode())`,
    { draws, axes: usualColourAxes },
  );
  expect(
    [picture, dim].flatMap((one) => draws.map((colourJitter) => changed(one, { colourJitter }))),
  ).toEqual(theirs);
});

test('what is off changes nothing', () => {
  expect(changed(picture, {})).toEqual(picture);
});
