import type { ImageConfig } from '../../recipe.ts';
import { type CodeFacts, fittedSide, headLines, listLiteral } from './code-facts.ts';
import { likenessLines } from './likeness-lines.ts';
import { meanLines, tensorLines } from './tensor-lines.ts';

/** A page for the exported TensorFlow.js folder, opened from any web server. */
export function browserCode(facts: CodeFacts): string {
  const { classes, image, rule } = facts;
  const fitted = fittedSide(image);
  const edge = (fitted - image.size) >> 1;
  const side = fitted > image.size ? 'fitted' : 'size';
  const likeness = likenessLines(facts, '  ');
  const head = headLines(facts).map((line) => `  // ${line}`);
  const code = `${head.join('\n')}
  //
  // Put this page and tf.min.js (from the npm package @tensorflow/tfjs, folder dist)
  // beside model.json, then: python3 -m http.server
  const classes = ${listLiteral(classes)};
  const size = ${image.size};
${fitted > image.size ? `  const fitted = ${fitted};\n` : ''}${likeness.rule}  ${rule?.likeness ? 'let' : 'const'} model = await tf.loadLayersModel('model.json');
${likeness.open("await (await fetch('known-photos.npy')).arrayBuffer()")}${meanLines(facts, '  ', "await (await fetch('mean-image.npy')).arrayBuffer()")}
  async function readPhoto(file) {
    const photo = await createImageBitmap(file, { colorSpaceConversion: 'none' });
    const { width, height } = photo;
    const canvas = new OffscreenCanvas(${side}, ${side});
    const context = canvas.getContext('2d');
    context.imageSmoothingQuality = 'high';
${fitLines[image.fit].replaceAll('size', side)}
    const { data } = context.getImageData(${edge}, ${edge}, size, size);
    return tf.tidy(() => {
      const rgba = tf.tensor4d(new Uint8Array(data), [1, size, size, 4], 'float32');
      let pixels = tf.slice(rgba, [0, 0, 0, 0], [1, size, size, 3]);
${tensorLines(facts, '      ')}
      return pixels;
    });
  }
${likeness.define}
  document.querySelector('input').onchange = async (event) => {
    const pixels = await readPhoto(event.target.files[0]);
    const ${likeness.outputs} = model.predict(pixels);
${probabilitiesLines(classes)}
    const best = probabilities.indexOf(Math.max(...probabilities));
    const percent = (100 * probabilities[best]).toFixed(1);
${likeness.judge}    tf.dispose([pixels, answer${likeness.dispose}]);
    document.querySelector('output').textContent = \`\${name} (\${percent}%${likeness.print})\`;
  };
`;
  return `<!doctype html>
<meta charset="utf-8">
<title>${escapeHtml(facts.runName)}</title>
<input type="file" accept="image/*">
<output></output>
<script src="tf.min.js"></script>
<script type="module">
${insideScript(code)}</script>
`;
}

const fitLines: Record<ImageConfig['fit'], string> = {
  stretch: `    context.fillStyle = 'white';
    context.fillRect(0, 0, size, size);
    context.drawImage(photo, 0, 0, size, size);`,
  crop: `    context.fillStyle = 'white';
    context.fillRect(0, 0, size, size);
    const side = Math.min(width, height);
    const [left, top] = [Math.floor((width - side) / 2), Math.floor((height - side) / 2)];
    context.drawImage(photo, left, top, side, side, 0, 0, size, size);`,
  pad: `    context.fillStyle = 'black';
    context.fillRect(0, 0, size, size);
    const longer = Math.max(width, height);
    const wide = Math.max(1, Math.round((width * size) / longer));
    const high = Math.max(1, Math.round((height * size) / longer));
    const [left, top] = [Math.floor((size - wide) / 2), Math.floor((size - high) / 2)];
    context.fillStyle = 'white';
    context.fillRect(left, top, wide, high);
    context.drawImage(photo, left, top, wide, high);`,
};

function probabilitiesLines(classes: readonly string[]): string {
  return classes.length === 2
    ? '    const [p] = await answer.data();\n    const probabilities = [1 - p, p];'
    : '    const probabilities = [...(await answer.data())];';
}

/** A class may be called `</script>`; in a string or a comment of code, an escape stands for the sign. */
function insideScript(code: string): string {
  return code.replaceAll('</', '<\\/').replaceAll('<!--', '\\u003c!--');
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
