import { formatCount } from '../format-numbers.ts';
import { explainWords } from './explain-words.ts';
import { adviceWords } from './advice-words.ts';
import { jobWords } from './job-words.ts';
import { resultWords } from './result-words.ts';

/** The terminal's own words. The other languages are typed by these. */
export const cliWords = {
  about:
    'Transfer learning on small image sets: a folder of class folders in, a fine-tuned, tested and exported model out.',
  /** Headings that commander writes itself. */
  headings: {
    'Usage:': 'Usage:',
    'Arguments:': 'Arguments:',
    'Options:': 'Options:',
    'Commands:': 'Commands:',
  } as Record<string, string>,
  helpOption: 'show this help',
  versionOption: 'show the version',
  exitCodes: 'Exit codes: 0 done, 1 failed, 2 wrong use, 3 done but some files were skipped.',
  commands: {
    scan: 'read a folder and say what is in it and what is left out',
    check: 'find photos that show one picture, in one class, in several, or in several parts of a split',
    split: 'split a folder into training, validation and test photos',
    train: 'train a model and measure it on the test photos',
    findRate: 'look for a learning rate: some training steps at ever higher rates, on a copy of the weights',
    evaluate: "measure a run's model again, or on other photos",
    report: 'write a run as one HTML file: numbers, curves, mistakes, advice',
    predict: 'say what is on photos',
    explain: 'look into a model: what it goes by',
    export: 'write a model for other programs',
    weights: 'the pretrained networks',
    weightsList: 'list them, and whether they are here',
    weightsFetch: 'get one',
    weightsImport: 'take one from a Keras .h5 file',
    recipes: 'list the recipes and what each does',
    serve: 'open Thaw in a browser: starts it, or joins the one that runs, and prints the link',
    demo: 'the whole main job on the sample photos, with shorter phases',
  },
  arguments: {
    folder: 'a folder with one sub-folder per class, a split folder, or a list file "path label"',
    run: 'folder of a run',
    paths: 'photos, or folders of photos',
    base: 'name of the network',
    h5File: 'a Keras .h5 file',
  },
  options: {
    json: 'one JSON object a line on stdout',
    out: 'where to write to; never overwritten',
    quick: 'look at the pictures alone, without the base network: faster, finds no cut or tilted copies',
    check: 'keep photos of one picture in one part: off, quick, or thorough (as "thaw check")',
    groupBy:
      'keep photos in one part that lie in one folder inside their class folder (folder), or that one camera took within 10 seconds of each other (exif, or exif:SECONDS); rules may be given beside each other',
    dryRun: 'say how the photos would be split, and write nothing',
    listGroups: 'list each group with its photos',
    groupPattern:
      'keep photos in one part whose file names have this in common; its first (group) names the subject',
    groupCsv: 'the same by a column of a CSV file, which names the files in another one',
    ratio: 'shares in percent: train,validation,test',
    count: 'photos per class: train,validation,test; train may be "rest"',
    mode: 'list: photos stay where they are; copy; or move',
    undo: 'undo a split by copying or moving',
    seed: 'seed of every random draw',
    trainOut: 'folder of the run; runs/DATE-RECIPE if not given',
    recipe: 'see "thaw recipes"',
    epochs: 'one number per phase, as 30,100',
    imageSize: 'side of the pictures, in pixels',
    batch: 'photos in a batch',
    phase: 'a phase in place of the recipe’s, as learnFrom=block4_conv1,epochs=20; again for the next one',
    set: 'change a value of the recipe; may be given again',
    ofPhase: 'number of the phase whose rate is looked for; earlier ones are trained first',
    fromRate: 'the first rate',
    toRate: 'the last rate, unless the loss breaks up before',
    steps: 'training steps to try',
    ratesOut: 'write the curve to this .csv or .json file; never overwritten',
    folds: 'cross-validation for small sets: so many trainings, each tested on another share of the photos',
    resume: 'go on with a run that was paused or broken off',
    against: 'another run, to compare with on the test photos that both have',
    data: 'other photos with known classes, in place of the test photos of the run',
    csv: 'write the answers to a CSV file',
    accept:
      'answer so many percent of photos like the validation photos, 50 to 100; others are "none of these"',
    acceptAll: 'answer every photo with a class',
    format: 'keras-h5 or tfjs',
    exportOut: 'where to write to; never overwritten',
    reportOut: 'the HTML file; never overwritten',
    language: 'language of the report: en or zh-CN (default: that of the terminal)',
    base: 'the network that the file holds',
    port: 'port on 127.0.0.1; any free one if not given',
    root: 'folder below which the page may open photos; may be given again (default: your home folder)',
    open: 'open the link in the browser',
    verbose: 'write the log to the terminal instead of a file',
    default: (value: string) => `(default: ${value})`,
  },
  expected: {
    wholeNumber: 'a whole number',
    wholeNumberFrom: (least: number) => `a whole number of at least ${formatCount(least, 'en')}`,
    wholeNumberBetween: (least: number, most: number) =>
      `a whole number from ${formatCount(least, 'en')} to ${formatCount(most, 'en')}`,
    numberAbove0: 'a number above 0',
    epochs: (phases: number) =>
      phases === 1 ? 'one whole number above 0' : `${phases} whole numbers above 0, as 30,100: one per phase`,
    keyValue: 'KEY=VALUE',
    oneOf: (choices: readonly string[]) => `one of ${choices.join(', ')}`,
  },
  error: (message: string) => `Error: ${message}`,
  pausing: 'Pausing after this batch. Ctrl-C again ends it at once.',
  cancelling: 'Stopping. Ctrl-C again ends it at once.',
  ending: 'Ending it.',
  serve: {
    link: (url: string) => `Thaw is ready: ${url}`,
    howToEnd:
      'The link works once. For a fresh one, run "thaw serve" in another terminal. Ctrl-C here ends Thaw.',
    joined: 'Thaw runs already; this is a fresh link to it.',
    asItWasStarted: 'It keeps the port and the folders that it was started with.',
    died: (detail: string) => `Thaw's engine ended by itself (${detail}). It is being started again.`,
    restarted: 'It runs again. Open pages join by themselves; for a new page there is a fresh link.',
    ended: 'Thaw has ended.',
  },
  explain: explainWords,
  advice: adviceWords,
  job: jobWords,
  result: resultWords,
};

export type CliWords = typeof cliWords;
