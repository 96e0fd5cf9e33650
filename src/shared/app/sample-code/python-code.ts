import type { ChannelOrder } from '../../network.ts';
import type { ImageConfig } from '../../recipe.ts';
import {
  type CodeFacts,
  type CodeRule,
  divisor,
  fittedSide,
  headLines,
  isZero,
  listLiteral,
  literal,
  ruleNote,
  threshold,
} from './code-facts.ts';

/** A program for the exported Keras file: `python ask.py photo.jpg`. */
export function pythonCode(facts: CodeFacts): string {
  const { classes, image, preprocessing, subtractsImage, rule } = facts;
  const { channelOrder, mean, scale } = preprocessing;
  const fitted = fittedSide(image);
  const steps = [
    ...channelSteps[channelOrder],
    ...(subtractsImage
      ? ['    pixels = pixels - MEAN']
      : isZero(mean)
        ? []
        : [`    pixels = pixels - np.array([${mean.join(', ')}], "float32")`]),
    ...(scale === 1 ? [] : [`    pixels = pixels / np.float32(${divisor(scale)})`]),
  ];
  const judged = ruleLines(rule);
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
SIZE = ${fitted}
${fitted > image.size ? `CUT = ${image.size}\n` : ''}${subtractsImage ? 'MEAN = np.load("mean-image.npy")\n' : ''}${judged.thresholds}

def read_photo(path):
    photo = ImageOps.exif_transpose(Image.open(path)).convert("RGBA")
    white = Image.new("RGBA", photo.size, "white")
    photo = Image.alpha_composite(white, photo).convert("RGB")
${fitLines[image.fit]}
${fitted > image.size ? cutLines : ''}    pixels = np.asarray(photo${channelOrder === 'grey' ? '.convert("L")' : ''}, "float32")
${steps.join('\n')}
    return pixels

${judged.define}
model = keras.models.load_model("model.h5")
${judged.open}photos = sys.argv[1:] or sys.exit("Name a photo: python ask.py photo.jpg")
${judged.outputs} = model.predict(np.stack([read_photo(path) for path in photos]), verbose=0)
${classes.length === 2 ? 'answers = np.concatenate([1 - answers, answers], axis=1)\n' : ''}${judged.loop}
    best = row.argmax()
    name = CLASSES[best]
${judged.refuse}    print(f"{path}: {name} ({row[best]:.1%}${judged.print})")
`;
}

const channelSteps: Record<ChannelOrder, readonly string[]> = {
  rgb: [],
  bgr: ['    pixels = pixels[..., ::-1]'],
  grey: ['    pixels = pixels[..., np.newaxis]'],
};

/** What the program does for "none of these", in pieces. */
interface RuleLines {
  readonly thresholds: string;
  /** The function `likeness`. */
  readonly define: string;
  /** Makes a second output of `model`. */
  readonly open: string;
  readonly outputs: string;
  readonly loop: string;
  readonly refuse: string;
  /** What is printed after the percentage. */
  readonly print: string;
}

function ruleLines(rule: CodeRule | null): RuleLines {
  const answersAlone = {
    define: '',
    open: '',
    outputs: 'answers',
    loop: 'for path, row in zip(photos, answers):',
    print: '',
  } as const;
  if (rule === null) return { ...answersAlone, thresholds: '', refuse: '' };
  const notes = ruleNote(rule).map((note) => `# ${note}\n`);
  const thresholds = `${notes.join('')}LEAST_SURE = ${threshold(rule.leastSure)}\n`;
  const { likeness } = rule;
  if (likeness === null) return { ...answersAlone, thresholds, refuse: refuseIf('row[best] < LEAST_SURE') };
  return {
    thresholds: `${thresholds}LEAST_LIKE = ${threshold(likeness.least)}\nNEIGHBOUR = ${likeness.neighbour}\n`,
    define: likenessFunction,
    open: `# What is compared: the output of a layer inside.
places = model.get_layer(${literal(likeness.layer)}).output
model = keras.Model(model.inputs[0], [model.outputs[0], places])
`,
    outputs: 'answers, places',
    loop: 'for path, row, like in zip(photos, answers, likeness(places)):',
    refuse: refuseIf('row[best] < LEAST_SURE or like < LEAST_LIKE'),
    print: ', likeness {like:.4f}',
  };
}

function refuseIf(condition: string): string {
  return `    if ${condition}:\n        name = f"none of these, likeliest {name}"\n`;
}

const likenessFunction = `
def likeness(places):
    """How like each photo is to number NEIGHBOUR of its nearest known photos, at most 1."""
    features = places.reshape(len(places), -1, places.shape[-1]).mean(axis=1)
    lengths = np.linalg.norm(features, axis=1, keepdims=True)
    cosines = features / np.maximum(lengths, 1e-12) @ np.load("known-photos.npy").T
    return np.sort(cosines, axis=1)[:, -NEIGHBOUR]

`;

const cutLines = `    edge = (SIZE - CUT) // 2
    photo = photo.crop((edge, edge, edge + CUT, edge + CUT))
`;

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
