import { assertNever } from '../../../../shared/assert-never.ts';
import type { PreprocessingStep } from '../../preprocessing-file.ts';
import { type SampleFacts, scalingOf, stepOf } from '../sample-facts.ts';

/** The functions in JavaScript by which a photo, { data, width, height } with RGB bytes, becomes input. */
export function pictureLines(facts: Pick<SampleFacts, 'preprocessing'>): string {
  const steps = facts.preprocessing.steps.flatMap(stepLines);
  const uses = (name: string): boolean => steps.some((line) => line.includes(`${name}(photo`));
  return [
    ...(uses('resize') ? [resizeFunction] : []),
    ...(uses('cut') ? [cutFunction] : []),
    ...(uses('pad') ? [padFunction] : []),
    `function toInput(photo) {
${[...steps, ...inputLines(facts)].map((line) => `  ${line}`).join('\n')}
}
`,
  ].join('\n');
}

function stepLines(step: PreprocessingStep): readonly string[] {
  switch (step.step) {
    case 'crop':
      return ['const side = Math.min(photo.width, photo.height);', 'photo = cut(photo, side, side);'];
    case 'resize':
      return [`photo = resize(photo, ${step.width}, ${step.height});`];
    case 'resize-longer-side':
      return [
        'const longer = Math.max(photo.width, photo.height);',
        `const shrunk = (side) => Math.max(1, Math.round((side * ${step.to}) / longer));`,
        'photo = resize(photo, shrunk(photo.width), shrunk(photo.height));',
      ];
    case 'pad':
      return [`photo = pad(photo, ${step.width}, ${step.height});`];
    case 'cut':
      return [`photo = cut(photo, ${step.width}, ${step.height});`];
    case 'decode':
    case 'turn-upright':
    case 'order-channels':
    case 'grey':
    case 'subtract':
    case 'subtract-image':
    case 'multiply':
      return [];
    default:
      return assertNever(step);
  }
}

/** From the fitted picture's bytes to what the model takes, flat. */
function inputLines(facts: Pick<SampleFacts, 'preprocessing'>): readonly string[] {
  if (facts.preprocessing.input.type === 'uint8') return ['return photo;'];
  const { mean, divideBy } = scalingOf(facts);
  const grey = stepOf(facts, 'grey') !== undefined;
  const flipped = stepOf(facts, 'order-channels')?.order === 'bgr';
  const channel = grey ? '0' : 'at % 3';
  const from = grey ? 'grey(at)' : flipped ? 'data[at + 2 - 2 * (at % 3)]' : 'data[at]';
  const minus = mean === null ? '' : mean === 'image' ? ' - mean[at]' : ` - mean[${channel}]`;
  const value =
    divideBy === 1 ? `${from}${minus}` : `${minus === '' ? from : `(${from}${minus})`} / ${divideBy}`;
  return [
    'const { data, width, height } = photo;',
    ...(Array.isArray(mean) ? [`const mean = [${mean.join(', ')}];`] : []),
    ...(grey
      ? [
          'const luma = (r, g, b) => Math.floor((19595 * r + 38470 * g + 7471 * b + 32768) / 65536);',
          'const grey = (at) => luma(...data.subarray(3 * at, 3 * at + 3));',
        ]
      : []),
    `const input = new Float32Array(width * height${grey ? '' : ' * 3'});`,
    `for (let at = 0; at < input.length; at++) input[at] = ${value};`,
    'return { data: input, width, height };',
  ];
}

/** Pillow's arithmetic (src/libImaging/Resample.c), bit for bit, and the order of its passes since Pillow 13. */
const resizeFunction = `// Pillow's BILINEAR: where a side shrinks, every pixel of it counts, and each pass is rounded.
function resize(photo, width, height) {
  const lost = photo.height - height;
  const columnsFirst = lost > 0 && lost > 2 * (photo.width - width);
  const [first, second] = columnsFirst ? ['height', 'width'] : ['width', 'height'];
  const size = { width, height };
  return resizeSide(resizeSide(photo, first, size[first]), second, size[second]);
}

function resizeSide(photo, side, size) {
  const scale = photo[side] / size;
  const support = Math.max(scale, 1);
  const result = { ...photo, [side]: size };
  result.data = new Uint8Array(result.width * result.height * 3);
  const steps = ({ width }) => (side === 'width' ? [3, 3 * width] : [3 * width, 3]);
  const [step, line] = steps(photo);
  const [stepOut, lineOut] = steps(result);
  const lines = side === 'width' ? photo.height : photo.width;
  for (let at = 0; at < size; at++) {
    const centre = (at + 0.5) * scale;
    const first = Math.max(0, Math.trunc(centre - support + 0.5));
    const last = Math.min(photo[side], Math.trunc(centre + support + 0.5));
    const shares = Array.from({ length: last - first }, (_, tap) =>
      Math.max(0, 1 - Math.abs((first + tap - centre + 0.5) * (1 / support))),
    );
    const sum = shares.reduce((one, other) => one + other, 0);
    const weights = shares.map((share) => Math.trunc(0.5 + (share / sum) * 2 ** 22));
    for (let place = 0; place < lines * 3; place++) {
      const [row, channel] = [Math.trunc(place / 3), place % 3];
      const from = first * step + row * line + channel;
      let value = 2 ** 21;
      for (let tap = 0; tap < weights.length; tap++) value += photo.data[from + tap * step] * weights[tap];
      result.data[at * stepOut + row * lineOut + channel] = Math.min(255, value >> 22);
    }
  }
  return result;
}
`;

const cutFunction = `// The centre of a photo.
function cut(photo, width, height) {
  const [left, top] = [(photo.width - width) >> 1, (photo.height - height) >> 1];
  const data = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row++) {
    const from = 3 * ((top + row) * photo.width + left);
    data.set(photo.data.subarray(from, from + 3 * width), 3 * row * width);
  }
  return { data, width, height };
}
`;

const padFunction = `// A photo in the middle of black.
function pad(photo, width, height) {
  const [left, top] = [(width - photo.width) >> 1, (height - photo.height) >> 1];
  const data = new Uint8Array(width * height * 3);
  for (let row = 0; row < photo.height; row++) {
    const line = photo.data.subarray(3 * row * photo.width, 3 * (row + 1) * photo.width);
    data.set(line, 3 * ((top + row) * width + left));
  }
  return { data, width, height };
}
`;
