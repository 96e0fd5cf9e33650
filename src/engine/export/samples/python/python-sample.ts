import { withVersions } from '../checked-versions.ts';
import { headLines } from '../head-lines.ts';
import {
  listLiteral,
  ruleNote,
  type Sample,
  type SampleFacts,
  scalingOf,
  threshold,
} from '../sample-facts.ts';
import { photoLines } from './photo-lines.ts';
import type { PythonRuntime } from './python-runtime.ts';

/** A program for an exported model that Python opens: `python predict.py photo.jpg`. */
export function pythonSample(facts: SampleFacts, runtime: PythonRuntime): Sample {
  const { labels } = facts;
  const layer = labels.familiarity?.layer ?? null;
  const rule = ruleLines(facts);
  const commands = [`pip install ${runtime.packages} pillow`, 'python predict.py photo.jpg'];
  const constants = [
    'FOLDER = Path(__file__).parent',
    `CLASSES = ${listLiteral(labels.classes)}`,
    ...(scalingOf(facts).mean === 'image' ? ['MEAN = np.load(FOLDER / "mean-image.npy")'] : []),
    ...rule.thresholds,
  ];
  const loop = [
    'batch = read_photo(path)[np.newaxis]',
    ...runtime.ask(layer),
    labels.output.kind === 'sigmoid' ? 'row = [1 - answers[0][0], answers[0][0]]' : 'row = answers[0]',
    'best = int(np.argmax(row))',
    'name = CLASSES[best]',
    ...rule.judge,
    `print(f"{path}: {name} ({row[best]:.1%}${layer === null ? '' : ', likeness {like:.4f}'})")`,
  ];
  const text = `${headLines(facts)
    .map((line) => `# ${line}`)
    .join('\n')}
#
${commands.map((command) => `# ${command}`).join('\n')}
import sys
from pathlib import Path

${runtime.imports.join('\n')}
from PIL import Image, ImageOps

${constants.join('\n')}


def read_photo(path):
${photoLines(facts)}
${layer === null ? '' : likenessFunction}
${runtime.open(layer).join('\n')}

for path in sys.argv[1:] or sys.exit("Name a photo: python predict.py photo.jpg"):
${loop.map((line) => `    ${line}\n`).join('')}`;
  return {
    language: 'python',
    fileName: 'predict.py',
    text,
    commands,
    checkedWith: withVersions(['Python', ...runtime.checkedWith, 'Pillow']),
  };
}

/** What the program does for "none of these". */
function ruleLines({ labels }: SampleFacts): {
  readonly thresholds: readonly string[];
  readonly judge: readonly string[];
} {
  const { leastConfidence, familiarity } = labels;
  if (leastConfidence === undefined) return { thresholds: [], judge: [] };
  const thresholds = [
    ...ruleNote(labels).map((note) => `# ${note}`),
    `LEAST_SURE = ${threshold(leastConfidence)}`,
  ];
  const refused = '    name = f"none of these, likeliest {name}"';
  if (!familiarity) return { thresholds, judge: ['if row[best] < LEAST_SURE:', refused] };
  return {
    thresholds: [
      ...thresholds,
      `LEAST_LIKE = ${threshold(familiarity.least)}`,
      `NEIGHBOUR = ${familiarity.neighbour}`,
      'KNOWN = np.load(FOLDER / "known-photos.npy")',
    ],
    judge: ['like = likeness(places[0])', 'if row[best] < LEAST_SURE or like < LEAST_LIKE:', refused],
  };
}

const likenessFunction = `
def likeness(places):
    """How like a photo is to number NEIGHBOUR of its nearest known photos, at most 1."""
    features = places.reshape(-1, places.shape[-1]).mean(axis=0)
    cosines = KNOWN @ features / max(np.linalg.norm(features), 1e-12)
    return np.sort(cosines)[-NEIGHBOUR]

`;
