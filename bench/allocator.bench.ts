import { jobEnvironment } from '../src/service/jobs/job-environment.ts';
import { pairedRatios } from './compare-rounds.ts';
import { describeMachine } from './machine.ts';
import { benchOptions } from './options.ts';
import { writeSection } from './performance-page.ts';
import { lastJsonLine, runProgram } from './run-program.ts';
import { markdownTable, spread } from './statistics.ts';

/** How glibc gives out memory, for speed and peak: a process for each way and round, in turns. */
const options = benchOptions({ rounds: 5, count: 200 });
const { TF_CPP_MIN_LOG_LEVEL, MALLOC_MMAP_THRESHOLD_, GLIBC_TUNABLES } = jobEnvironment;
const ways: Readonly<Record<string, NodeJS.ProcessEnv>> = {
  "glibc's own": {},
  'bound of 1 MB': { MALLOC_MMAP_THRESHOLD_ },
  'bound of 1 MB, pages of 2 MB (as jobs run)': { MALLOC_MMAP_THRESHOLD_, GLIBC_TUNABLES },
  'bound raised by glibc, pages of 2 MB': { GLIBC_TUNABLES },
};
interface Found {
  readonly frozenPass: number;
  readonly phase2: number;
  readonly peakMemoryBytes: number;
}
const found = new Map(Object.keys(ways).map((way): [string, Found[]] => [way, []]));
for (let round = 0; round < options.rounds; round++)
  for (const [way, environment] of Object.entries(ways)) {
    const child = await runProgram(process.execPath, ['.bench/allocated.js', options.photos], '', {
      TF_CPP_MIN_LOG_LEVEL,
      ...environment,
    });
    const measured = lastJsonLine(child) as Found;
    console.log(`round ${round + 1}, ${way}: ${JSON.stringify(measured)}`);
    found.get(way)!.push(measured);
  }

const first = [...found.values()][1]!;
const column = (results: readonly Found[], key: keyof Found): readonly number[] =>
  results.map((one) => one[key]);
const compared = (results: readonly Found[], key: 'frozenPass' | 'phase2'): string =>
  `${spread(column(results, key), 1)}; ${spread(pairedRatios(column(results, key), column(first, key)), 2)}`;
await writeSection(
  'allocator',
  `Photos a second at this machine's best precision, and in each cell the ratio to the second row, round by round; peak of the process in MB. Every round starts a process for each way, ${options.rounds} rounds. Jobs run as in the third row (\`src/service/jobs/job-environment.ts\`).

${markdownTable(
  ['', 'frozen pass', 'phase 2', 'peak, MB'],
  [...found].map(([way, results]) => [
    way,
    compared(results, 'frozenPass'),
    compared(results, 'phase2'),
    spread(
      column(results, 'peakMemoryBytes').map((bytes) => bytes / 1e6),
      0,
    ),
  ]),
)}

Measured on ${describeMachine()}, by \`npm run bench -- allocator --photos FOLDER --rounds ${options.rounds}\`.`,
);
