import { assertNever } from './assert-never.ts';
import { bases } from './bases.ts';
import { designTitles } from './design-titles.ts';
import type { SettingWords } from './messages/en/setting-words.ts';
import { formatRate } from './messages/format-numbers.ts';
import {
  hiddenUnits,
  type AugmentationConfig,
  type LossConfig,
  type OptimizerConfig,
  type PhaseConfig,
  type Recipe,
  type ScheduleConfig,
} from './recipe.ts';
import type { RunConfig } from './run-files.ts';

/** One setting of a run, as a table shows it. */
export interface Setting {
  /** Tells settings of two runs apart or together, in every language. */
  readonly key: string;
  readonly label: string;
  readonly value: string;
}

/** Everything that was set for a run, in the order of reading. */
export function runSettings(config: RunConfig, words: SettingWords): readonly Setting[] {
  const { recipe } = config;
  const several = recipe.phases.length > 1;
  return [
    { key: 'network', label: words.network, value: networkName(recipe, words) },
    ...cutSettings(recipe, words),
    { key: 'units', label: words.units, value: hiddenUnits(recipe.network).join(', ') || words.none },
    { key: 'dropout', label: words.dropout, value: formatRate(recipe.network.dropout) },
    { key: 'initialiser', label: words.initialiser, value: initialiserText(recipe, words) },
    { key: 'loss', label: words.loss, value: lossText(recipe.loss, words) },
    { key: 'imageSize', label: words.imageSize, value: words.pixels(recipe.image.size) },
    { key: 'fit', label: words.fit, value: words.fits[recipe.image.fit] },
    ...storedSetting(recipe, words),
    { key: 'centring', label: words.centring, value: words.centrings[recipe.centring] },
    ...augmentationSettings(recipe, words),
    ...recipe.phases.flatMap((phase, index) =>
      phaseSettings(phase, words).map(({ key, label, value }) => ({
        key: `phase${index}.${key}`,
        label: several ? words.ofPhase(words.phases[phase.name], label) : label,
        value,
      })),
    ),
    {
      key: 'patience',
      label: words.patience,
      value:
        recipe.earlyStoppingPatience === null ? words.off : words.epochCount(recipe.earlyStoppingPatience),
    },
    {
      key: 'classWeights',
      label: words.classWeights,
      value: recipe.classWeights === 'auto' ? words.auto : words.off,
    },
    { key: 'precision', label: words.precision, value: precisionText(config) },
    { key: 'seed', label: words.seed, value: String(config.seed) },
  ];
}

/** What the run computed in, and that it was chosen by timing where it was. */
function precisionText({ recipe: { precision }, compute }: RunConfig): string {
  const settled = compute?.precision ?? precision;
  return settled === precision ? precision : `${settled} (${precision})`;
}

function networkName({ network }: Recipe, words: SettingWords): string {
  switch (network.kind) {
    case 'base':
      return bases[network.base].title;
    case 'small-convnet':
      return words.smallNetwork;
    case 'from-scratch':
      return words.fromScratch(designTitles[network.design]);
    case 'imported':
      return network.title;
    default:
      return assertNever(network);
  }
}

function cutSettings({ network }: Recipe, words: SettingWords): readonly Setting[] {
  if (network.kind !== 'base' || network.cutAt === undefined) return [];
  return [{ key: 'cutAt', label: words.cutAt, value: network.cutAt }];
}

function augmentationSettings(
  { augmentation, copies, augmentationSeed }: Recipe,
  words: SettingWords,
): readonly Setting[] {
  if (augmentation === null) return [{ key: 'augmentation', label: words.augmentation, value: words.off }];
  const changes = [
    augmentation.rotation > 0 ? words.rotation(augmentation.rotation) : null,
    augmentation.widthShift > 0 ? words.widthShift(percent(augmentation.widthShift)) : null,
    augmentation.heightShift > 0 ? words.heightShift(percent(augmentation.heightShift)) : null,
    augmentation.shear > 0 ? words.shear(augmentation.shear) : null,
    zoomText(augmentation, words),
    augmentation.horizontalFlip ? words.horizontalFlip : null,
    augmentation.verticalFlip ? words.verticalFlip : null,
    augmentation.brightness > 0 ? words.brightness(percent(augmentation.brightness)) : null,
    augmentation.contrast > 0 ? words.contrast(percent(augmentation.contrast)) : null,
    augmentation.channelShift > 0 ? words.channelShift(augmentation.channelShift) : null,
    augmentation.colourJitter > 0 ? words.colourJitter(augmentation.colourJitter) : null,
    augmentation.shortSide ? words.shortSide(...augmentation.shortSide) : null,
    augmentation.randomCrop && !augmentation.shortSide ? words.randomCrop : null,
  ].filter((change) => change !== null);
  return [
    {
      key: 'augmentation',
      label: words.augmentation,
      value: changes.length === 0 ? words.off : changes.join(words.comma),
    },
    { key: 'fill', label: words.fill, value: fillText(augmentation, words) },
    { key: 'copies', label: words.copies, value: copies === 0 ? words.afresh : String(copies) },
    { key: 'augmentationSeed', label: words.augmentationSeed, value: String(augmentationSeed) },
  ];
}

function storedSetting({ image: { size, stored = size } }: Recipe, words: SettingWords): readonly Setting[] {
  return stored > size ? [{ key: 'stored', label: words.stored, value: words.pixels(stored) }] : [];
}

function zoomText({ zoom, zoomRange }: AugmentationConfig, words: SettingWords): string | null {
  if (zoomRange) return words.zoomRange(percent(zoomRange[0]), percent(zoomRange[1]));
  return zoom > 0 ? words.zoom(percent(zoom)) : null;
}

function fillText({ fill, fillValue }: AugmentationConfig, words: SettingWords): string {
  return fill === 'constant' ? words.fillValue(words.fills[fill], fillValue) : words.fills[fill];
}

function phaseSettings(phase: PhaseConfig, words: SettingWords): readonly Setting[] {
  return [
    { key: 'learnFrom', label: words.learnFrom, value: learnFrom(phase.learnFrom, words) },
    { key: 'epochs', label: words.epochs, value: String(phase.epochs) },
    { key: 'batchSize', label: words.batchSize, value: String(phase.batchSize) },
    {
      key: 'stepsPerEpoch',
      label: words.stepsPerEpoch,
      value: phase.stepsPerEpoch === null ? words.onePass : String(phase.stepsPerEpoch),
    },
    { key: 'optimizer', label: words.optimizer, value: optimizerText(phase.optimizer) },
    { key: 'learningRate', label: words.learningRate, value: formatRate(phase.optimizer.learningRate) },
    { key: 'schedule', label: words.schedule, value: scheduleText(phase, words) },
    { key: 'l2', label: words.l2, value: penaltyText(phase, words) },
  ];
}

function learnFrom(layer: string, words: SettingWords): string {
  if (layer === 'head') return words.headOnly;
  return layer === 'all' ? words.allLayers : layer;
}

const optimizerNames = { rmsprop: 'RMSprop', adam: 'Adam', adamw: 'AdamW', sgd: 'SGD' } as const;

/** The optimizer with all that it was given but its rate, which has a line of its own. */
function optimizerText(optimizer: OptimizerConfig): string {
  const given = Object.entries(optimizer)
    .filter(([name]) => name !== 'kind' && name !== 'learningRate')
    .map(([name, value]: [string, unknown]) =>
      typeof value === 'number' ? `${name} ${formatRate(value)}` : `${name} ${String(value)}`,
    );
  return [optimizerNames[optimizer.kind], ...given].join(', ');
}

function penaltyText({ l2, l2Biases }: PhaseConfig, words: SettingWords): string {
  if (l2 === 0) return words.off;
  return l2Biases ? words.withBiases(formatRate(l2)) : formatRate(l2);
}

function scheduleText({ schedule, warmupSteps }: PhaseConfig, words: SettingWords): string {
  const parts = [
    scheduleOf(schedule, words.schedules),
    ...(warmupSteps > 0 ? [words.warmup(warmupSteps)] : []),
  ];
  return parts.join(words.comma);
}

function scheduleOf(schedule: ScheduleConfig, words: SettingWords['schedules']): string {
  switch (schedule.kind) {
    case 'constant':
      return words.constant;
    case 'step':
      return words[schedule.unit === 'steps' ? 'everySteps' : 'everyEpochs'](
        formatRate(schedule.factor),
        schedule.every,
      );
    case 'exponential':
      return (schedule.staircase ? words.staircase : words.exponential)(formatRate(schedule.factor));
    case 'plateau':
      return words.plateau(formatRate(schedule.factor), schedule.patience);
    case 'cosine':
      return words.cosine(percent(schedule.floor));
    default:
      return assertNever(schedule);
  }
}

function lossText(loss: LossConfig, words: SettingWords): string {
  const name = words.losses[loss.kind];
  return loss.kind === 'cross-entropy' ? name : [name, `C ${formatRate(loss.c)}`].join(words.comma);
}

function initialiserText({ initialiser, initialBias }: Recipe, words: SettingWords): string {
  const kernels =
    initialiser.kind === 'normal'
      ? words.initialisers.normal(formatRate(initialiser.deviation))
      : words.initialisers[initialiser.kind];
  return initialBias === 0
    ? kernels
    : [kernels, words.initialBias(formatRate(initialBias))].join(words.comma);
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(1))}\u00a0%`;
}

/** A setting that is not the same in all of the compared runs; null where a run has no such setting. */
export interface DifferingSetting {
  readonly key: string;
  readonly label: string;
  readonly values: readonly (string | null)[];
}

/** The settings that differ between runs, in the order in which they first come. */
export function differingSettings(runs: readonly (readonly Setting[])[]): readonly DifferingSetting[] {
  const labels = new Map<string, string>();
  for (const settings of runs)
    for (const { key, label } of settings) if (!labels.has(key)) labels.set(key, label);
  return [...labels]
    .map(([key, label]) => ({
      key,
      label,
      values: runs.map((settings) => settings.find((setting) => setting.key === key)?.value ?? null),
    }))
    .filter(({ values }) => new Set(values).size > 1);
}
