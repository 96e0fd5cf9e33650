import type { TiledLayer } from './children/tiled-layers.ts';
import { pairedRatios } from './compare-rounds.ts';
import { describeMachine } from './machine.ts';
import { benchOptions } from './options.ts';
import { writeSection } from './performance-page.ts';
import { lastJsonLine, runProgram } from './run-program.ts';
import { markdownTable, spread } from './statistics.ts';

/** VGG16's layers place by place and by tiles, with what this processor has, with less, and without oneDNN. */
const options = benchOptions({ rounds: 5, count: 20 });
const surroundings: Readonly<Record<string, NodeJS.ProcessEnv>> = {
  'As a run finds it here': {},
  'With AVX2 alone, as most processors have (`ONEDNN_MAX_CPU_ISA=AVX2`)': { ONEDNN_MAX_CPU_ISA: 'AVX2' },
  'Without oneDNN, where a run takes tiles in training only (`TF_ENABLE_ONEDNN_OPTS=0`)': {
    TF_ENABLE_ONEDNN_OPTS: '0',
  },
};
const operations = ['forward', 'input', 'kernel'] as const;
const tables: string[] = [];
let rounding = '';
for (const [title, environment] of Object.entries(surroundings)) {
  console.log(title);
  const args = ['.bench/tiled-layers.js', String(options.rounds)];
  const layers = lastJsonLine(await runProgram(process.execPath, args, '', environment)) as TiledLayer[];
  const ratios = ({ rates }: TiledLayer, operation: string): string =>
    spread(pairedRatios(rates[`${operation} tiles`]!, rates[`${operation} plain`]!), 2);
  const rows = layers.map((one) => [
    one.layer,
    String(one.photos),
    `${one.tile} x ${one.tile}`,
    ...operations.map((operation) => ratios(one, operation)),
  ]);
  tables.push(`${title}:

${markdownTable(['layer', 'photos', 'tile', 'forward', 'gradient by input', 'by kernel'], rows)}`);
  rounding ||= markdownTable(
    ['layer', 'place by place', 'by tiles'],
    layers
      .filter(({ photos }) => photos === 1)
      .map(({ layer, errors }) => [layer, ...['plain', 'tiles'].map((way) => errors[way]!.toExponential(1))]),
  );
}
await writeSection(
  'tiles',
  `In fp32 a convolution of 3 x 3 takes a third of the multiplications when several of its outputs are computed together (\`src/engine/models/graph/winograd\`). Layers of VGG16 at 150 px on drawn numbers, TensorFlow's own operation and tiles in turns, ${options.rounds} rounds: how many times as fast tiles are. block2_conv2 is computed place by place in a run: it gains little and its tiles would take the most memory.

${tables.join('\n\n')}

The largest rounding error of the forward way, as a share of the largest value in float64:

${rounding}

Measured on ${describeMachine()}, by \`npm run bench -- tiles --rounds ${options.rounds}\`.`,
);
