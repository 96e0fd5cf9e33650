import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { readOpenedModel } from '../../engine/training/read-opened-model.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { JobRequest } from '../../shared/job-requests.ts';
import type { TrainResult } from '../../shared/job-results/training-results.ts';
import { formatBytes, formatDuration } from '../../shared/messages/format-numbers.ts';
import type { Recipe } from '../../shared/recipe.ts';
import { defaultRecipeName } from '../../shared/recipes/catalogue.ts';
import { recipeOfModel } from '../../shared/recipes/recipe-of-model.ts';
import type { CliContext } from '../cli-context.ts';
import { dateStamp, freeFolder } from '../options/free-folder.ts';
import { takeGivenWeights } from '../options/given-weights.ts';
import { parseWholeNumber } from '../options/parse-number.ts';
import { takePhotosOfRun } from '../options/photos-of-run.ts';
import { refuseBeside } from '../options/refuse-beside.ts';
import { trainingRecipe } from '../options/training-recipe.ts';
import { crossValidate } from './cross-validate.ts';
import { printEvaluations } from '../results/print-evaluations.ts';
import { tellSkipped } from '../skipped-files.ts';
import { trainPatiently } from '../train-patiently.ts';

interface TrainOptions {
  readonly out?: string;
  readonly recipe?: string;
  readonly epochs?: string;
  readonly imageSize?: string;
  readonly batch?: string;
  readonly seed?: string;
  readonly phase?: readonly string[];
  readonly set?: readonly string[];
  readonly resume?: string;
  readonly photos?: string;
  readonly from?: string;
  readonly folds?: string;
  readonly weights?: string;
  readonly workers?: string;
  readonly display?: string;
  readonly testEvery?: string;
  readonly snapshotEvery?: string;
  readonly maxIterations?: string;
  readonly snapshot?: string;
  readonly list?: string;
  readonly listVal?: string;
  readonly listTest?: string;
}

export function registerTrain(program: Command, cli: CliContext): void {
  const { words } = cli;
  const { options } = words;
  program
    .command('train')
    .description(words.commands.train)
    .argument('[folder]', words.arguments.folder)
    .option('--list <file>', options.list)
    .option('--list-val <file>', options.listVal)
    .option('--list-test <file>', options.listTest)
    .option('--out <run>', options.trainOut)
    .option('--recipe <name>', `${options.recipe} ${options.default(defaultRecipeName)}`)
    .option('--epochs <numbers>', options.epochs)
    .option('--image-size <pixels>', options.imageSize)
    .option('--batch <photos>', options.batch)
    .option('--seed <number>', `${options.seed} ${options.default('7')}`)
    .option('--phase <changes>', options.phase, gathered)
    .option('--set <key=value>', options.set, gathered)
    .option('--from <run>', options.from)
    .option('--folds <number>', options.folds)
    .option('--display <steps>', options.display)
    .option('--test-every <steps>', options.testEvery)
    .option('--snapshot-every <steps>', options.snapshotEvery)
    .option('--max-iterations <steps>', options.maxIterations)
    .option('--workers <number>', options.workers)
    .option('--weights <file>', options.weights)
    .option('--resume <run>', options.resume)
    .option('--photos <folder>', options.photosOfRun)
    .option('--snapshot <step>', options.snapshot)
    .option('--json', options.json)
    .action((folder: string | undefined, given: TrainOptions) => train(cli, folder, given));
}

/** An option that may be given again. */
function gathered(value: string, before?: readonly string[]): readonly string[] {
  return [...(before ?? []), value];
}

async function train(cli: CliContext, given: string | undefined, options: TrainOptions): Promise<void> {
  const folder = given ?? options.list;
  if (given !== undefined && options.list !== undefined)
    throw new ThawError('options-conflict', { first: 'FOLDER', second: '--list' });
  if (options.resume !== undefined) return resume(cli, options.resume, folder, options);
  if (folder === undefined)
    throw new ThawError('missing-argument', { argument: 'FOLDER', command: 'thaw train' });
  if (options.photos !== undefined)
    throw new ThawError('missing-argument', { argument: '--resume RUN', command: 'thaw train --photos' });
  if (options.snapshot !== undefined)
    throw new ThawError('missing-argument', { argument: '--resume RUN', command: 'thaw train --snapshot' });
  const { recipe, changes } = trainingRecipe(
    { ...options, recipe: options.recipe ?? (await recipeToGoOnWith(cli, options.from)) },
    cli.words,
  );
  const run =
    options.out === undefined
      ? freeFolder(join(cli.cwd, 'runs'), `${dateStamp(new Date())}-${recipe.name}`)
      : resolve(cli.cwd, options.out);
  const seed = parseWholeNumber('--seed', options.seed ?? '7', cli.words);
  const request: Extract<JobRequest, { job: 'train' }> = {
    job: 'train',
    folder: resolve(cli.cwd, folder),
    run,
    recipe,
    changes: [...changes],
    seed,
    ...otherLists(cli, options),
    ...(options.from === undefined ? {} : { from: resolve(cli.cwd, options.from) }),
    tellTime: true,
  };
  if (options.weights !== undefined) await takeGivenWeights(cli, recipe, options.weights);
  if (options.folds === undefined) await trainModel(cli, request);
  else {
    // The other run has learned from photos that a fold is tested on.
    refuseBeside('--folds', options, { from: '--from' });
    const numFolds = parseWholeNumber('--folds', options.folds, cli.words, fewestFolds, mostFolds);
    await crossValidate(cli, request, numFolds);
  }
}

/** A model from a file goes on as its own network; of Thaw's own runs the layers of the same name are taken. */
async function recipeToGoOnWith(
  { cwd }: Pick<CliContext, 'cwd'>,
  from: string | undefined,
): Promise<string | Recipe> {
  const model = from === undefined ? null : await readOpenedModel(resolve(cwd, from));
  return model ? recipeOfModel(model) : defaultRecipeName;
}

/** Parts that have a list of their own; a folder or one list alone is split by Thaw. Throws `options-conflict`. */
function otherLists(
  { cwd }: Pick<CliContext, 'cwd'>,
  { list, listVal, listTest, folds }: TrainOptions,
): Pick<Extract<JobRequest, { job: 'train' }>, 'lists'> {
  if (listVal === undefined && listTest === undefined) return {};
  const option = listVal === undefined ? '--list-test' : '--list-val';
  if (list === undefined)
    throw new ThawError('missing-argument', { argument: '--list FILE', command: `thaw train ${option}` });
  // A cross-validation draws its parts itself.
  if (folds !== undefined) throw new ThawError('options-conflict', { first: '--folds', second: option });
  const lists = {
    ...(listVal === undefined ? {} : { validation: resolve(cwd, listVal) }),
    ...(listTest === undefined ? {} : { test: resolve(cwd, listTest) }),
  };
  return { lists };
}

/** From two folds on there is something to test on; more than twenty take long and say little more. */
const [fewestFolds, mostFolds] = [2, 20];

async function resume(
  cli: CliContext,
  run: string,
  folder: string | undefined,
  others: TrainOptions,
): Promise<void> {
  if (folder !== undefined)
    throw new ThawError('too-many-arguments', { command: 'thaw train --resume', argument: folder });
  // The run's own settings count; changed ones would make it another run.
  refuseBeside('--resume', others, {
    out: '--out',
    recipe: '--recipe',
    epochs: '--epochs',
    imageSize: '--image-size',
    batch: '--batch',
    seed: '--seed',
    from: '--from',
    phase: '--phase',
    set: '--set',
    folds: '--folds',
    weights: '--weights',
    list: '--list',
    listVal: '--list-val',
    listTest: '--list-test',
    display: '--display',
    testEvery: '--test-every',
    snapshotEvery: '--snapshot-every',
    maxIterations: '--max-iterations',
    workers: '--workers',
  });
  const { snapshot, photos } = others;
  await takePhotosOfRun(cli, run, photos);
  await trainModel(cli, {
    job: 'resume',
    run: resolve(cli.cwd, run),
    ...(snapshot === undefined ? {} : { snapshot: parseWholeNumber('--snapshot', snapshot, cli.words, 1) }),
  });
}

/** Trains or resumes a run, and says what came of it. Paths are absolute. */
export async function trainModel(
  cli: CliContext,
  request: Extract<JobRequest, { job: 'train' | 'resume' }>,
): Promise<TrainResult> {
  const words = cli.words.result;
  cli.say(words.runAt(request.run));
  const result = await trainPatiently(cli, request);
  tellSkipped(cli, result.skipped);
  if (cli.json) {
    cli.printJson({ kind: 'result', ...result });
    return result;
  }
  printEvaluations(cli, result);
  const time = formatDuration(result.seconds, cli.language);
  cli.print();
  cli.print(words.trained(result.epochs, result.bestEpoch, time, formatBytes(result.peakMemoryBytes)));
  cli.print(words.savedAt(result.run));
  return result;
}
