import { resolve } from 'node:path';
import type { Command } from 'commander';
import { parts } from '../../shared/dataset.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { CheckDepth, GroupRule, SplitSpec } from '../../shared/job-requests.ts';
import type { SplitResult, UndoSplitResult } from '../../shared/job-results/split-results.ts';
import { parseCount, parseRatio } from '../../shared/parse-split-spec.ts';
import type { CliContext } from '../cli-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { groupRules } from '../options/group-rules.ts';
import { parseChoice, parseWholeNumber } from '../options/parse-number.ts';
import { refuseBeside } from '../options/refuse-beside.ts';
import { countLines } from '../results/count-lines.ts';
import { groupLines } from '../results/group-lines.ts';
import { tellSkipped } from '../skipped-files.ts';

interface SplitOptions {
  readonly out?: string;
  readonly ratio?: string;
  readonly count?: string;
  readonly mode?: string;
  readonly seed?: string;
  readonly undo?: string;
  readonly check?: string;
  readonly groupBy?: readonly string[];
  readonly groupPattern?: string;
  readonly groupCsv?: string;
  readonly dryRun?: true;
  readonly verbose?: true;
}

export const splitModes = ['list', 'copy', 'move'] as const;
export type SplitMode = (typeof splitModes)[number];

const checkDepths = ['off', 'quick', 'thorough'] as const;

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
    .option('--group-by <rule>', options.groupBy, (rule: string, before?: readonly string[]) => [
      ...(before ?? []),
      rule,
    ])
    .option('--group-pattern <regex>', options.groupPattern)
    .option('--group-csv <file:column>', options.groupCsv)
    .option('--dry-run', options.dryRun)
    .option('--verbose', options.listGroups)
    .option('--undo <dir>', options.undo)
    .option('--json', options.json)
    .action((folder: string | undefined, given: SplitOptions) => split(cli, folder, given));
}

async function split(cli: CliContext, folder: string | undefined, options: SplitOptions): Promise<void> {
  if (options.undo !== undefined) return undoSplit(cli, options.undo, folder, options);
  if (folder === undefined)
    throw new ThawError('missing-argument', { argument: 'FOLDER', command: 'thaw split' });
  if (options.out === undefined && !options.dryRun)
    throw new ThawError('missing-argument', { argument: '--out DIR', command: 'thaw split' });
  if (options.out !== undefined && options.dryRun)
    throw new ThawError('options-conflict', { first: '--dry-run', second: '--out' });
  if (options.ratio !== undefined && options.count !== undefined)
    throw new ThawError('options-conflict', { first: '--ratio', second: '--count' });
  await splitFolder(cli, {
    folder: resolve(cli.cwd, folder),
    out: options.out === undefined ? null : resolve(cli.cwd, options.out),
    spec: options.count === undefined ? parseRatio(options.ratio ?? usualRatio) : parseCount(options.count),
    mode: parseChoice('--mode', options.mode ?? 'list', splitModes, cli.words),
    seed: parseWholeNumber('--seed', options.seed ?? '7', cli.words),
    groups: groupRules(cli, options),
    check: depthOf(parseChoice('--check', options.check ?? 'off', checkDepths, cli.words)),
    listGroups: options.verbose ?? false,
  });
}

/** Splits a folder and says what came of it. Paths are absolute; `out` null: says what would come of it. */
export async function splitFolder(
  cli: CliContext,
  {
    listGroups = false,
    out,
    ...request
  }: {
    folder: string;
    out: string | null;
    spec: SplitSpec;
    mode: SplitMode;
    seed: number;
    check: CheckDepth | null;
    groups: GroupRule[];
    listGroups?: boolean;
  },
): Promise<SplitResult> {
  const dryRun = out === null;
  const result = await cli.run<SplitResult>({ job: 'split', ...request, out: out ?? '', dryRun });
  tellSkipped(cli, result.skipped);
  if (cli.json) {
    cli.printJson({ kind: 'result', ...result });
  } else {
    for (const line of countLines(result.classes, parts, cli)) cli.print(line);
    cli.print();
    if (result.subjects) for (const line of groupLines(result.subjects, listGroups, cli)) cli.print(line);
    if (result.keptTogether !== null) cli.print(cli.words.result.keptTogether(result.keptTogether));
    cli.print(dryRun ? cli.words.result.splitPlanned : cli.words.result.splitDone(result.mode, result.out));
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
    groupBy: '--group-by',
    groupPattern: '--group-pattern',
    groupCsv: '--group-csv',
    dryRun: '--dry-run',
    verbose: '--verbose',
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
