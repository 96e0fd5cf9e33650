import {
  formatBytes,
  formatCount,
  formatDuration,
  formatLoss,
  formatShare,
} from '../../../shared/messages/format-numbers.ts';
import type { Language } from '../../../shared/messages/language.ts';
import { recipeTitle } from '../../../shared/messages/recipe-words.ts';
import type { CrossValidationView, RunView } from '../../../shared/app/run-view.ts';
import type { Evaluation, RunConfig } from '../../../shared/run-files.ts';
import { formatAccuracy } from '../../../shared/messages/format-numbers.ts';
import { dateAndTime } from '../../shared/date-words.ts';
import type { ResultsWords } from './words/en.ts';

/** A line of the run's record. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  /** A path or a hash: shown in full, in fixed width. */
  readonly code?: boolean;
}

/** What the run is: recipe, photos, scores, dates. */
export function runFacts(
  view: RunView,
  /** Where the project's photos lie; the run itself knows the project's list of them. */
  source: string,
  words: ResultsWords,
  language: Language,
): readonly Fact[] {
  const { config, counts, test, validation } = view;
  const record = words.record;
  return [
    ...recipeFacts(config, words, language),
    { label: record.photos, value: record.counts(counts.train, counts.validation, counts.test) },
    { label: record.source, value: source, code: true },
    { label: record.epochs, value: record.epochsOf(view.epochs.length, view.bestEpoch) },
    ...(test ? [{ label: words.curves.score, value: accuracy(test, language) }] : []),
    ...(test ? [{ label: record.loss, value: formatLoss(test.loss) }] : []),
    ...(validation ? [{ label: record.validation, value: accuracy(validation, language) }] : []),
    ...originFacts(config, words, language),
  ];
}

/** What a cross-validation is. */
export function foldFacts(
  { summary, config, folds, test }: CrossValidationView,
  /** Where the project's photos lie. */
  source: string,
  words: ResultsWords,
  language: Language,
): readonly Fact[] {
  const { record } = words;
  const { measured, of } = summary.folds!;
  const { train, validation, test: tested } = folds[0]!.counts;
  return [
    ...recipeFacts(config, words, language),
    { label: words.folds.folds, value: words.folds.foldsOf(measured, of) },
    { label: words.folds.inEach, value: record.counts(train, validation, tested) },
    { label: record.source, value: source, code: true },
    { label: record.epochs, value: formatCount(summary.epochs, language) },
    ...(test ? [{ label: words.folds.score, value: accuracy(test, language) }] : []),
    ...(test ? [{ label: words.folds.loss, value: formatLoss(test.loss) }] : []),
    ...originFacts(config, words, language),
    ...(summary.seconds === null
      ? []
      : [{ label: record.total, value: formatDuration(summary.seconds, language) }]),
  ];
}

function recipeFacts(
  { recipe, changes, classes, startedFrom }: RunConfig,
  words: ResultsWords,
  language: Language,
): readonly Fact[] {
  const { record } = words;
  return [
    { label: record.recipe, value: recipeTitle(recipe.name, language) },
    ...(changes.length > 0 ? [{ label: record.changed, value: changes.join(', '), code: true }] : []),
    ...(startedFrom
      ? [
          {
            label: record.startedFrom,
            value: record.started(
              startedFrom.run.split(/[\\/]/).at(-1)!,
              startedFrom.taken.length,
              startedFrom.anew,
            ),
          },
        ]
      : []),
    { label: record.classes, value: classes.join(', ') },
  ];
}

function originFacts(
  { baseWeights, createdAt, thawVersion }: RunConfig,
  { record }: ResultsWords,
  language: Language,
): readonly Fact[] {
  const weights = baseWeights && `${baseWeights.name} ${baseWeights.sha256}`;
  return [
    ...(weights ? [{ label: record.weights, value: weights, code: true }] : []),
    { label: record.made, value: dateAndTime(createdAt, language) },
    { label: record.version, value: thawVersion },
  ];
}

function accuracy({ correct, count }: Evaluation, language: Language): string {
  return count === 0 ? formatShare(0, 0) : formatAccuracy(correct, count, language);
}

/** How long each stage took, and all together. */
export function timingFacts(
  view: RunView,
  stages: Readonly<Record<string, string>>,
  words: ResultsWords,
  language: Language,
): readonly Fact[] {
  const titles: Readonly<Record<string, string>> = { ...stages, ...words.record.stages };
  const facts = Object.entries(view.timings).map(([stage, seconds]) => ({
    label: titles[stage] ?? stage,
    value: formatDuration(seconds, language),
  }));
  const { seconds } = view.summary;
  return seconds === null
    ? facts
    : [...facts, { label: words.record.total, value: formatDuration(seconds, language) }];
}

/** The environment as lines: nested values are named by their path, as in the file. */
export function environmentFacts(
  environment: Readonly<Record<string, unknown>>,
  language: Language,
): readonly Fact[] {
  return linesOf(environment, '')
    .filter(({ label }) => label !== 'schemaVersion')
    .map(({ label, value }) => ({
      label,
      value: typeof value === 'number' ? numberText(label, value, language) : String(value),
    }));
}

function numberText(label: string, value: number, language: Language): string {
  if (label.toLowerCase().endsWith('bytes')) return formatBytes(value);
  return Number.isInteger(value) ? formatCount(value, language) : String(Number(value.toPrecision(4)));
}

function linesOf(
  value: unknown,
  path: string,
): readonly { readonly label: string; readonly value: unknown }[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) {
    if (value.length === 0) return [];
    const plain = value.every((each) => typeof each !== 'object');
    return plain
      ? [{ label: path, value: value.join(', ') }]
      : value.flatMap((each, index) => linesOf(each, `${path} ${index + 1}`));
  }
  if (typeof value === 'object')
    return Object.entries(value).flatMap(([key, inner]) =>
      linesOf(inner, path === '' ? key : `${path}.${key}`),
    );
  return [{ label: path, value }];
}
