import type { ImageConfig } from '../../recipe.ts';
import { type CodeFacts, fittedSide, headLines, listLiteral } from './code-facts.ts';
import { likenessLines } from './likeness-lines.ts';
import { meanLines, tensorLines } from './tensor-lines.ts';

/** A program for the exported TensorFlow.js folder: `node ask.mjs photo.jpg`. */
export function nodeCode(facts: CodeFacts): string {
  const { classes, image, rule } = facts;
  const fitted = fittedSide(image);
  const edge = (fitted - image.size) >> 1;
  const cut =
    edge > 0 || fitted > image.size
      ? `\n    .extract({ left: ${edge}, top: ${edge}, width: size, height: size })`
      : '';
  const likeness = likenessLines(facts, '');
  return `${headLines(facts)
    .map((line) => `// ${line}`)
    .join('\n')}
//
// npm install @tensorflow/tfjs @tensorflow/tfjs-backend-wasm sharp
// node ask.mjs photo.jpg
import { readFile } from 'node:fs/promises';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import sharp from 'sharp';

const classes = ${listLiteral(classes)};
const size = ${image.size};
${likeness.rule}const read = (name) => readFile(new URL(name, import.meta.url));

async function openModel() {
  const { modelTopology, weightsManifest } = JSON.parse(await read('model.json'));
  const names = weightsManifest.flatMap((group) => group.paths);
  const weights = Buffer.concat(await Promise.all(names.map(read)));
  return tf.loadLayersModel(
    tf.io.fromMemory({
      modelTopology,
      weightSpecs: weightsManifest.flatMap((group) => group.weights),
      weightData: new Uint8Array(weights).buffer,
    }),
  );
}

async function readPhoto(path) {
  const pixels = await sharp(path, { ignoreIcc: true })
    .rotate()
    .flatten({ background: 'white' })
    .toColourspace('srgb')
    .resize(${fitted === image.size ? 'size, size' : `${fitted}, ${fitted}`}, { ${fitOptions[image.fit]}, kernel: 'linear' })${cut}
    .raw()
    .toBuffer();
  return tf.tensor4d(new Uint8Array(pixels), [1, size, size, 3], 'float32');
}
${likeness.define}
await tf.setBackend('wasm');
${rule?.likeness ? 'let' : 'const'} model = await openModel();
${likeness.open("new Uint8Array(await read('known-photos.npy')).buffer")}${meanLines(facts, '', "new Uint8Array(await read('mean-image.npy')).buffer")}for (const path of process.argv.slice(2)) {
  const photo = await readPhoto(path);
  const ${likeness.outputs} = tf.tidy(() => {
    let pixels = photo;
${tensorLines(facts, '    ')}
    return model.predict(pixels);
  });
  ${probabilitiesLine(classes)}
  const best = probabilities.indexOf(Math.max(...probabilities));
${likeness.judge}  console.log(\`\${path}: \${name} (\${(100 * probabilities[best]).toFixed(1)}%${likeness.print})\`);
  tf.dispose([photo, answer${likeness.dispose}]);
}
`;
}

const fitOptions: Record<ImageConfig['fit'], string> = {
  stretch: "fit: 'fill'",
  crop: "fit: 'cover'",
  pad: "fit: 'contain', background: 'black'",
};

function probabilitiesLine(classes: readonly string[]): string {
  return classes.length === 2
    ? 'const [p] = await answer.data();\n  const probabilities = [1 - p, p];'
    : 'const probabilities = [...(await answer.data())];';
}
