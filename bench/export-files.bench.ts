import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { exportRun } from '../src/engine/export/export-run.ts';
import { silentContext } from '../src/engine/job/job-context.ts';
import { predictPaths } from '../src/engine/prediction/predict-paths.ts';
import { exportForms, exportFormatNames } from '../src/shared/export-formats.ts';
import type { PredictionEvent } from '../src/shared/job-events.ts';
import { exportPage } from './export-page.ts';
import { listPhotos } from './list-photos.ts';
import { describeMachine } from './machine.ts';
import { benchOptions } from './options.ts';
import { runProgram } from './run-program.ts';
import { writeSection } from './section-writer.ts';
import { markdownTable } from './statistics.ts';

/**
 * Each kit's own program on files: it decodes, resizes and asks by itself, as Thaw does beside it. Programs say their
 * answers in tenths of a percent.
 */
const options = benchOptions({ rounds: 1, count: 400 });
const run = process.env.THAW_BENCH_RUN;
if (!run) throw new Error('bench: THAW_BENCH_RUN names a finished run');
const wanted = process.env.THAW_BENCH_FORMATS?.split(',') ?? exportFormatNames;
const photos = (await listPhotos(options.photos, options.count)).map(({ path }) =>
  join(options.photos, path),
);
// Where packages are found from.
const kits = join(import.meta.dirname, 'kits');

const ours: PredictionEvent[] = [];
await predictPaths(
  { run, paths: photos },
  {
    ...silentContext,
    report: (event) => {
      if (event.kind === 'prediction') ours.push(event);
    },
  },
);

const rows: string[][] = [];
for (const format of exportFormatNames.filter((name) => wanted.includes(name)))
  for (const form of exportForms) {
    const out = join(kits, `${format}-${form}`);
    await rm(out, { recursive: true, force: true });
    await exportRun({ run, format, form, out }, silentContext);
    for (const [program, answers] of await askPrograms(out)) rows.push(row(format, form, program, answers));
    await rm(out, { recursive: true, force: true });
  }

/** What each program of a kit answers, `PATH: ANSWER` by photo. */
async function askPrograms(kit: string): Promise<[string, readonly string[]][]> {
  const has = (program: string): boolean => existsSync(join(kit, program));
  const python = has('predict.py') && options.python !== null;
  const page = has('index.html') && process.env.THAW_TEST_CHROMIUM;
  return [
    ...(python ? [['predict.py', await printed(options.python, join(kit, 'predict.py'))]] : []),
    ...(has('predict.mjs')
      ? [['predict.mjs', await printed(process.execPath, join(kit, 'predict.mjs'))]]
      : []),
    ...(page ? [['index.html', await shown(kit)]] : []),
  ] as [string, readonly string[]][];
}

async function printed(command: string, program: string): Promise<readonly string[]> {
  const { stdout } = await runProgram(command, [program, ...photos]);
  const lines = new Map(stdout.split('\n').map((line) => [line.slice(0, line.lastIndexOf(': ')), line]));
  return photos.map((path) => lines.get(path)?.slice(path.length + 2) ?? '');
}

async function shown(kit: string): Promise<readonly string[]> {
  const executablePath = process.env.THAW_TEST_CHROMIUM!;
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--headless'] });
  try {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(join(kit, 'index.html')).href);
    await page.locator('#asking').waitFor({ timeout: 120_000 });
    await page.setInputFiles('input', photos);
    const last = page.locator('li output strong').nth(photos.length - 1);
    await last.waitFor({ timeout: 3_600_000 });
    return (await page.locator('li output strong').allTextContents()).reverse();
  } finally {
    await browser.close();
  }
}

function row(format: string, form: string, program: string, answers: readonly string[]): string[] {
  let [same, sum, most] = [0, 0, 0];
  ours.forEach(({ label, probabilities }, index) => {
    const found = /^(?:none of these, likeliest )?(.*) \((\d+\.\d)%/.exec(answers[index] ?? '');
    if (!found) throw new Error(`bench: ${program} of ${format} says nothing of ${photos[index]!}`);
    const difference = Math.abs(Number(found[2]) / 100 - probabilities[found[1]!]!);
    if (found[1] === label) same++;
    sum += difference;
    most = Math.max(most, difference);
  });
  const count = ours.length;
  return [format, form, program, `${same} of ${count}`, (sum / count).toFixed(4), most.toFixed(3)];
}

const left = exportFormatNames.filter((name) => !wanted.includes(name));
const notMeasured = left.length === 0 ? '' : ` Not measured: ${left.join(', ')}.`;
const head = ['format', 'form', 'program', 'same likeliest class', 'mean difference', 'largest'];
await writeSection(
  exportPage,
  'export-files',
  `Each program is run as it lies in the kit, on ${photos.length} files of photos that it decodes and resizes by itself; Thaw answers the same files. Asked for: the same likeliest class on 99 % of them, and a mean difference of a probability below 0.01. Programs print tenths of a percent, so that 0.0003 or so of a mean is rounding.${notMeasured}

${markdownTable(head, rows)}

Measured on ${describeMachine()}, by \`${exportPage.commands['export-files']} --count ${options.count}\`.`,
);
