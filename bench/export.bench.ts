import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  exportForms,
  type ExportFormatName,
  exportFormatNames,
  exportWeightTypes,
} from '../src/shared/export-formats.ts';
import { homeFolders } from '../src/engine/storage/home.ts';
import type { ExportResult } from '../src/shared/job-results/model-results.ts';
import { exportPage } from './export-page.ts';
import { describeMachine } from './machine.ts';
import { lastJsonLine, runProgram } from './run-program.ts';
import { writeSection } from './section-writer.ts';
import { markdownTable } from './statistics.ts';

/** Each format once in each form: time, peak memory, and how far its answers are from Thaw's own. */
const run = process.env.THAW_BENCH_RUN;
if (!run) throw new Error('bench: THAW_BENCH_RUN names a finished run of VGG16');

const rows: string[][] = [];
for (const format of exportFormatNames)
  for (const form of exportForms)
    for (const weights of exportWeightTypes) rows.push(await measured(format, form, weights));

async function measured(format: ExportFormatName, form: string, weights: string): Promise<string[]> {
  const out = join(homeFolders.cache(), 'bench', 'export');
  await rm(out, { recursive: true, force: true });
  const wish = ['--format', format, '--form', form, '--weights', weights, '--out', out, '--json'];
  const program = await runProgram(process.execPath, ['bin/thaw', 'export', run!, ...wish]);
  await rm(out, { recursive: true, force: true });
  const result = lastJsonLine(program) as ExportResult & { readonly kind: string };
  if (result.kind !== 'result') throw new Error(`bench: ${JSON.stringify(result)}`);
  return [
    format,
    form,
    weights,
    (result.bytes / 1e6).toFixed(0),
    result.seconds.toFixed(1),
    (result.peakMemoryBytes / 1e6).toFixed(0),
    result.maxDifference.toExponential(1),
    result.meanDifference.toExponential(1),
    `${result.sameTopClass} of ${result.comparedOn}`,
    result.openedWith,
  ];
}

const head = [
  'format',
  'form',
  'weights',
  'MB',
  'seconds',
  'peak memory, MB',
  'largest difference',
  'mean difference',
  'same likeliest class',
  'read back by',
];
await writeSection(
  exportPage,
  'export',
  `A trained VGG16 of two classes, from the run's folder to checked files. Seconds and peak resident memory are those of the job's process: reading the run, writing, reading back, and asking both models about the run's own test photos; asked for are at most 10 seconds and 1,000 MB. Differences are of probabilities, between the files read back and Thaw's own model in float32.

${markdownTable(head, rows)}

One run each. Measured on ${describeMachine()}, by \`${exportPage.commands.export}\`.`,
);
