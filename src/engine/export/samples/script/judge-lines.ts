import { listLiteral, ruleNote, type SampleFacts, scalingOf, threshold } from '../sample-facts.ts';

/** Constants at the top of a program in JavaScript; `read`: an expression for the bytes of a file beside it. */
export function constantLines(facts: SampleFacts, read: (file: string) => string): string {
  const { labels } = facts;
  const { leastConfidence, familiarity } = labels;
  const meanImage = scalingOf(facts).mean === 'image';
  return [
    `const classes = ${listLiteral(labels.classes)};`,
    ...(leastConfidence === undefined
      ? []
      : [
          ...ruleNote(labels).map((note) => `// ${note}`),
          `const leastSure = ${threshold(leastConfidence)};`,
        ]),
    ...(familiarity
      ? [`const leastLike = ${threshold(familiarity.least)};`, `const neighbour = ${familiarity.neighbour};`]
      : []),
    ...(familiarity || meanImage ? [readNpy] : []),
    ...(familiarity
      ? [
          `const known = readNpy(${read('known-photos.npy')});`,
          `const channels = ${familiarity.knownPhotos.channels};`,
        ]
      : []),
    ...(meanImage ? [`const mean = readNpy(${read('mean-image.npy')});`] : []),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

const readNpy = `// The numbers of a .npy file come after its header, whose length is at byte 8.
const readNpy = (bytes) => {
  const copy = new Uint8Array(bytes).buffer;
  return new Float32Array(copy, 10 + new DataView(copy).getUint16(8, true));
};`;

/** The functions \`judge\` and, where the rule asks for it, \`likeness\`. */
export function judgeLines({ labels }: SampleFacts): string {
  const { leastConfidence, familiarity, output } = labels;
  const refused =
    leastConfidence === undefined
      ? null
      : `probabilities[best] < leastSure${familiarity ? ' || like < leastLike' : ''}`;
  const lines = [
    `// The answer to one photo.`,
    `function judge([answer${familiarity ? ', places' : ''}]) {`,
    `  const probabilities = ${output.kind === 'sigmoid' ? '[1 - answer[0], answer[0]]' : '[...answer]'};`,
    '  const best = probabilities.indexOf(Math.max(...probabilities));',
    '  const percent = (100 * probabilities[best]).toFixed(1);',
    ...(familiarity ? ['  const like = likeness(places);'] : []),
    ...(refused === null
      ? ['  const name = classes[best];']
      : [
          `  const refused = ${refused};`,
          '  const name = refused ? `none of these, likeliest ${classes[best]}` : classes[best];',
        ]),
    `  const text = \`\${name} (\${percent}%${familiarity ? ', likeness ${like.toFixed(4)}' : ''})\`;`,
    `  return { probabilities, best, ${refused === null ? 'refused: false' : 'refused'}, text };`,
    '}',
  ];
  return `${familiarity ? `${likenessFunction}\n` : ''}${lines.join('\n')}\n`;
}

const likenessFunction = `// How like a photo is to number \`neighbour\` of its nearest known photos, at most 1.
function likeness(places) {
  const features = new Float64Array(channels);
  places.forEach((value, at) => (features[at % channels] += (value * channels) / places.length));
  const length = Math.max(Math.sqrt(features.reduce((sum, value) => sum + value * value, 0)), 1e-12);
  const cosines = new Float64Array(known.length / channels);
  known.forEach((value, at) => {
    cosines[Math.trunc(at / channels)] += (value * features[at % channels]) / length;
  });
  return cosines.sort().at(-neighbour);
}
`;
