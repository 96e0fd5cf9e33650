import { resolve } from 'node:path';
import type { Command } from 'commander';
import { parts } from '../../shared/dataset.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { CheckDepth, GroupRule, SplitSpec } from '../../shared/job-requests.ts';
import type { SplitResult, UndoSplitResult } from '../../shared/job-results.ts';
import { parseCount, parseRatio } from '../../shared/parse-split-spec.ts';
import type { CliContext } from '../cli-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { parseChoice, parseWholeNumber } from '../options/parse-number.ts';
import { refuseBeside } from '../options/refuse-beside.ts';
import { countLines } from '../results/count-lines.ts';
import { tellSkipped } from '../skipped-files.ts';

interface SplitOptions {
  readonly out?: string;
  readonly ratio?: string;
  readonly count?: string;
  readonly mode?: string;
  readonly seed?: string;
  readonly undo?: string;
  readonly check?: string;
  readonly groupPattern?: string;
  readonly groupCsv?: string;
}

export const splitModes = ['list', 'copy', 'move'] as const;
export type SplitMode = (typeof splitModes)[number];

const checkDepths = ['off', 'quick', 'thorough'] as const;

/** `FILE:COLUMN`: the last colon parts them, since Windows has one in every path. */
function groupRule(cli: CliContext, { groupPattern, groupCsv }: SplitOptions): GroupRule | null {
  if (groupPattern !== undefined && groupCsv !== undefined)
    throw new ThawError('options-conflict', { first: '--group-pattern', second: '--group-csv' });
  if (groupPattern !== undefined) return { kind: 'pattern', pattern: groupPattern };
  if (groupCsv === undefined) return null;
  const colon = groupCsv.lastIndexOf(':');
  if (colon < 1 || colon === groupCsv.length - 1)
    throw new ThawError('invalid-value', {
      option: '--group-csv',
      value: groupCsv,
      expected: 'FILE:COLUMN',
    });
  return { kind: 'csv', file: resolve(cli.cwd, groupCsv.slice(0, colon)), column: groupCsv.slice(colon + 1) };
}

function depthOf(depth: (typeof checkDepths)[number]): CheckDepth | null {
  return depth === 'off' ? null : depth;
}

/** The tutorial-sized share: most to learn from, enough to trust the number. */
export const usualRatio = '70,15,15';

export function registerSplit(program: Command, cli: CliContext): void {
  const { words } = cli;
  const { options } = words;
  program
    .command('split')
    .description(words.commands.split)
    .argument('[folder]', words.arguments.folder)
    .option('--out <dir>', options.out)
    .option('--ratio <shares>', `${options.ratio} ${options.default(usualRatio)}`)
    .option('--count <photos>', options.count)
    .option('--mode <mode>', `${options.mode} ${options.default('list')}`)
    .option('--seed <number>', `${options.seed} ${options.default('7')}`)
    .option('--check <depth>', `${options.check} ${options.default('off')}`)
    .option('--group-pattern <regex>', options.groupPattern)
    .option('--group-csv <file:column>', options.groupCsv)
    .option('--undo <dir>', options.undo)
    .option('--json', options.json)
    .action((folder: string | undefined, given: SplitOptions) => split(cli, folder, given));
}

async function split(cli: CliContext, folder: string | undefined, options: SplitOptions): Promise<void> {
  if (options.undo !== undefined) return undoSplit(cli, options.undo, folder, options);
  if (folder === undefined)
    throw new ThawError('missing-argument', { argument: 'FOLDER', command: 'thaw split' });
  if (options.out === undefined)
    throw new ThawError('missing-argument', { argument: '--out DIR', command: 'thaw split' });
  if (options.ratio !== undefined && options.count !== undefined)
    throw new ThawError('options-conflict', { first: '--ratio', second: '--count' });
  await splitFolder(cli, {
    folder: resolve(cli.cwd, folder),
    out: resolve(cli.cwd, options.out),
    spec: options.count === undefined ? parseRatio(options.ratio ?? usualRatio) : parseCount(options.count),
    mode: parseChoice('--mode', options.mode ?? 'list', splitModes, cli.words),
    seed: parseWholeNumber('--seed', options.seed ?? '7', cli.words),
    group: groupRule(cli, options),
    check: depthOf(parseChoice('--check', options.check ?? 'off', checkDepths, cli.words)),
  });
}

/** Splits a folder and says what came of it. Paths are absolute. */
export async function splitFolder(
  cli: CliContext,
  request: {
    folder: string;
    out: string;
    spec: SplitSpec;
    mode: SplitMode;
    seed: number;
    check: CheckDepth | null;
    group: GroupRule | null;
  },
): Promise<SplitResult> {
  const result = await cli.run<SplitResult>({ job: 'split', ...request });
  tellSkipped(cli, result.skipped);
  if (cli.json) {
    cli.printJson({ kind: 'result', ...result });
  } else {
    for (const line of countLines(result.classes, parts, cli)) cli.print(line);
    cli.print();
    if (result.subjects) cli.print(cli.words.result.subjects(result.subjects));
    if (result.keptTogether !== null) cli.print(cli.words.result.keptTogether(result.keptTogether));
    cli.print(cli.words.result.splitDone(result.mode, result.out));
  }
  return result;
}

async function undoSplit(
  cli: CliContext,
  out: string,
  folder: string | undefined,
  others: SplitOptions,
): Promise<void> {
  if (folder !== undefined)
    throw new ThawError('too-many-arguments', { command: 'thaw split --undo', argument: folder });
  refuseBeside('--undo', others, {
    out: '--out',
    ratio: '--ratio',
    count: '--count',
    mode: '--mode',
    seed: '--seed',
    check: '--check',
    groupPattern: '--group-pattern',
    groupCsv: '--group-csv',
  });
  const result = await cli.run<UndoSplitResult>({ job: 'undo-split', out: resolve(cli.cwd, out) });
  if (result.leftInPlace.length > 0) cli.leaveWith(exitCodes.filesSkipped);
  if (cli.json) {
    cli.printJson({ kind: 'result', ...result });
    return;
  }
  cli.print(cli.words.result.undone(result.restored));
  if (result.leftInPlace.length > 0) cli.print(cli.words.result.leftInPlace(result.leftInPlace.length));
  for (const file of result.leftInPlace) cli.print(`  ${file}`);
}
