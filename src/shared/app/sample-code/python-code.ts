import type { ImageConfig } from '../../recipe.ts';
import {
  type CodeFacts,
  divisor,
  headLines,
  isZero,
  leastSureNote,
  listLiteral,
  threshold,
} from './code-facts.ts';

/** A program for the exported Keras file: `python ask.py photo.jpg`. */
export function pythonCode(facts: CodeFacts): string {
  const { classes, image, preprocessing, leastSure } = facts;
  const { channelOrder, mean, scale } = preprocessing;
  const steps = [
    ...(channelOrder === 'bgr' ? ['    pixels = pixels[..., ::-1]'] : []),
    ...(isZero(mean) ? [] : [`    pixels = pixels - np.array([${mean.join(', ')}], "float32")`]),
    ...(scale === 1 ? [] : [`    pixels = pixels / np.float32(${divisor(scale)})`]),
  ];
  return `${headLines(facts)
    .map((line) => `# ${line}`)
    .join('\n')}
#
# pip install keras tensorflow pillow
# python ask.py photo.jpg, in the folder of model.h5
import sys

import keras
import numpy as np
from PIL import Image, ImageOps

CLASSES = ${listLiteral(classes)}
SIZE = ${image.size}
${leastSure === null ? '' : `# ${leastSureNote}\nLEAST_SURE = ${threshold(leastSure)}\n`}

def read_photo(path):
    photo = ImageOps.exif_transpose(Image.open(path)).convert("RGBA")
    white = Image.new("RGBA", photo.size, "white")
    photo = Image.alpha_composite(white, photo).convert("RGB")
${fitLines[image.fit]}
    pixels = np.asarray(photo, "float32")
${steps.join('\n')}
    return pixels


model = keras.models.load_model("model.h5")
photos = sys.argv[1:] or sys.exit("Name a photo: python ask.py photo.jpg")
answers = model.predict(np.stack([read_photo(path) for path in photos]), verbose=0)
${classes.length === 2 ? 'answers = np.concatenate([1 - answers, answers], axis=1)\n' : ''}for path, row in zip(photos, answers):
    best = row.argmax()
    name = CLASSES[best]
${leastSure === null ? '' : '    if row[best] < LEAST_SURE:\n        name = f"none of these, likeliest {name}"\n'}    print(f"{path}: {name} ({row[best]:.1%})")
`;
}

const fitLines: Record<ImageConfig['fit'], string> = {
  stretch: '    photo = photo.resize((SIZE, SIZE), Image.Resampling.BILINEAR)',
  crop: `    side = min(photo.size)
    left, top = (photo.width - side) // 2, (photo.height - side) // 2
    photo = photo.crop((left, top, left + side, top + side))
    photo = photo.resize((SIZE, SIZE), Image.Resampling.BILINEAR)`,
  pad: `    longer = max(photo.size)
    sides = [max(1, round(side * SIZE / longer)) for side in photo.size]
    small = photo.resize(sides, Image.Resampling.BILINEAR)
    photo = Image.new("RGB", (SIZE, SIZE))
    photo.paste(small, ((SIZE - sides[0]) // 2, (SIZE - sides[1]) // 2))`,
};
