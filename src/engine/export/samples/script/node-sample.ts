import { withVersions } from '../checked-versions.ts';
import { headLines } from '../head-lines.ts';
import type { Sample, SampleFacts } from '../sample-facts.ts';
import { constantLines, judgeLines } from './judge-lines.ts';
import type { NodeRuntime } from './node-runtime.ts';
import { pictureLines } from './picture-lines.ts';

/** A program for an exported model that Node opens: `node predict.mjs photo.jpg`. */
export function nodeSample(facts: SampleFacts, runtime: NodeRuntime): Sample {
  const commands = [`npm install ${runtime.packages} sharp`, 'node predict.mjs photo.jpg'];
  const imports = [
    "import { readFile } from 'node:fs/promises';",
    ...runtime.imports,
    "import sharp from 'sharp';",
  ];
  const text = `${headLines(facts)
    .map((line) => `// ${line}`)
    .join('\n')}
//
${commands.map((command) => `// ${command}`).join('\n')}
${imports.join('\n')}

const read = (name) => readFile(new URL(name, import.meta.url));
${constantLines(facts, (file) => `await read('${file}')`)}
async function readPhoto(path) {
  const { data, info } = await sharp(path, { ignoreIcc: true })
    .rotate()
    .flatten({ background: 'white' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

${pictureLines(facts)}
${judgeLines(facts)}
${runtime.open(facts)}
for (const path of process.argv.slice(2)) {
  const { text } = judge(await ask(toInput(await readPhoto(path))));
  console.log(\`\${path}: \${text}\`);
}
`;
  const checkedWith = ['Node 20', ...withVersions([...runtime.checkedWith, 'sharp'])];
  return { language: 'node', fileName: 'predict.mjs', text, commands, checkedWith };
}
