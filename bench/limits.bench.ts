import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { describeNetwork } from '../src/engine/models/describe-network.ts';
import { recipeByName } from '../src/shared/recipes/catalogue.ts';
import { compareRounds, pairedRatios, type Contestant } from './compare-rounds.ts';
import { convolutionFlop } from './convolution-flop.ts';
import { listPhotos } from './list-photos.ts';
import { describeMachine } from './machine.ts';
import { benchOptions } from './options.ts';
import { openPeak } from './peak.ts';
import { writeSection } from './performance-page.ts';
import { markdownTable, spread } from './statistics.ts';
import { openThawStages, type Precision } from './thaw-stages.ts';

/** How much of what the processor can do at most the frozen pass takes, loop and pass in turns. */
const options = benchOptions({ rounds: 5, count: 120 });
await mkdir(options.work, { recursive: true });
const { network: config, image } = recipeByName('two-phase');
const flop = convolutionFlop(describeNetwork(config, image, 2));
const gigaPerPhoto = flop.plain / 1e9;
const peak = await openPeak(options.work);
const photos = await listPhotos(options.photos, options.count);
const thaw = await openThawStages({
  folder: options.photos,
  photos,
  frozen: photos.length,
  fineTuned: photos.length,
});
const threads = availableParallelism();
const loop = (kind: 'fp32' | 'amx', count: number, when = ''): Contestant => ({
  name: loopName(kind, count) + when,
  run: async () => (await peak.run(kind, count)) ?? NaN,
});
const pass = (precision: Precision): Contestant => ({
  name: `frozen pass ${precision}`,
  run: async () => (gigaPerPhoto * photos.length) / (await thaw.run('frozen-pass', precision)),
});
const hasAmx = (await peak.run('amx', 1)) !== null;
const contestants = [
  loop('fp32', 1),
  loop('fp32', threads),
  pass('fp32'),
  // The last loop shows whether the state changed within the round.
  ...(hasAmx ? [loop('amx', 1), loop('amx', threads), pass('bf16'), loop('amx', threads, ', after')] : []),
];
const seen = await compareRounds(options.rounds, contestants);
await thaw.close();

const share = (precision: Precision, kind: 'fp32' | 'amx', asked: string, done = 1): string[] => {
  const ratios = pairedRatios(seen.get(`frozen pass ${precision}`)!, seen.get(loopName(kind, threads))!);
  return [
    `frozen pass ${precision}${done === 1 ? '' : ', of the products that it computes'}`,
    spread(
      ratios.map((ratio) => 100 * ratio * done),
      0,
    ),
    asked,
  ];
};
await writeSection(
  'limits',
  `GFLOP/s round by round: loops of multiply-adds on registers alone (fp32: AVX-512 or AVX2; AMX: bf16 tile products), and VGG16's frozen pass at ${image.size} px on ${photos.length} photos, ${gigaPerPhoto.toFixed(1)} GFLOP a photo in its convolutions as they are defined, place by place. In fp32 those with many channels are computed by tiles, with a third or less of the multiplications (${(flop.done / 1e9).toFixed(1)} GFLOP a photo in all, the tiles' transforms not counted), so that more than the loop's 100 % is possible; the second row counts what is multiplied. AMX runs at two speeds on some machines: its loop stands beside every round.

${markdownTable(
  ['round', ...seen.keys()],
  Array.from({ length: options.rounds }, (_, round) => [
    String(round + 1),
    ...[...seen.values()].map((values) => values[round]!.toFixed(0)),
  ]),
)}

${markdownTable(
  ['', `% of the loop on ${threads} threads`, 'asked (least / better)'],
  [
    share('fp32', 'fp32', '70 / 85'),
    share('fp32', 'fp32', '', flop.done / flop.plain),
    ...(hasAmx ? [share('bf16', 'amx', '30 / 50')] : []),
  ],
)}
${hasAmx ? '' : '\nThis processor has no AMX: bf16 was not measured.\n'}
Measured on ${describeMachine()}, by \`npm run bench -- limits --photos FOLDER --rounds ${options.rounds} --count ${options.count}\`.`,
);

function loopName(kind: 'fp32' | 'amx', count: number): string {
  return `${kind} loop, ${count} thread${count === 1 ? '' : 's'}`;
}
