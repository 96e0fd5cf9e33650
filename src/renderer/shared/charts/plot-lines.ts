import type { EpochEvent } from '../../../shared/job-events.ts';
import type { CurveSeries, Measure } from './curve-types.ts';
import type { Point } from '../../../shared/charts/decimate.ts';
import { linePath } from '../../../shared/charts/line-path.ts';
import { splitByPhase, type PhaseSpan } from './phase-spans.ts';
import { smooth } from './smooth.ts';

/** One drawn line. Hue says the phase, weight and dash the part. */
export interface PlotLine {
  readonly path: string;
  readonly hue: 'frozen' | 'thawed' | 'other';
  readonly part: 'validation' | 'training';
  /** The raw line behind a smoothed one. */
  readonly pale: boolean;
}

export interface Scale {
  readonly x: (epoch: number) => number;
  readonly y: (value: number) => number;
}

/** Validation, or training where there is no validation part, or null where there is neither. */
export function valueOf(epoch: EpochEvent, measure: Measure, part: 'validation' | 'training'): number | null {
  return epoch[part]?.[measure] ?? null;
}

/** The lines of all runs, the other ones first, so that this run lies above them. */
export function plotLines(
  series: readonly CurveSeries[],
  measure: Measure,
  spans: readonly PhaseSpan[],
  scale: Scale,
  smoothed: boolean,
): readonly PlotLine[] {
  const others = series
    .filter(({ kind }) => kind === 'other')
    .flatMap((one) => otherLines(one, measure, scale, smoothed));
  const own = series.filter(({ kind }) => kind === 'this');
  return [
    ...others,
    ...(['training', 'validation'] as const).flatMap((part) =>
      own.flatMap((one) => ownLines(one, measure, part, spans, scale, smoothed)),
    ),
  ];
}

/** Of another run: validation, or training where it had no validation part. */
export function mainPart(series: CurveSeries): 'validation' | 'training' {
  return series.epochs.some(({ validation }) => validation) ? 'validation' : 'training';
}

function otherLines(
  series: CurveSeries,
  measure: Measure,
  scale: Scale,
  smoothed: boolean,
): readonly PlotLine[] {
  const points = pointsOf(series.epochs, measure, mainPart(series), smoothed);
  return [{ path: linePath(points.map(toPixels(scale))), hue: 'other', part: 'validation', pale: false }];
}

function ownLines(
  series: CurveSeries,
  measure: Measure,
  part: 'validation' | 'training',
  spans: readonly PhaseSpan[],
  scale: Scale,
  smoothed: boolean,
): readonly PlotLine[] {
  const lengths = splitByPhase(series.epochs).map(({ length }) => length);
  const of = (values: boolean, pale: boolean): readonly PlotLine[] => {
    const points = pointsOf(series.epochs, measure, part, values).map(toPixels(scale));
    let end = 0;
    return lengths.map((length, phase) => {
      const from = Math.max(0, end - 1);
      end += length;
      const hue = spans[phase]?.thawed === false ? 'frozen' : 'thawed';
      return { path: linePath(points.slice(from, end)), hue, part, pale };
    });
  };
  return smoothed ? [...of(false, true), ...of(true, false)] : of(false, false);
}

/** In epochs and values; an epoch without this part has no number and leaves a gap. */
function pointsOf(
  epochs: readonly EpochEvent[],
  measure: Measure,
  part: 'validation' | 'training',
  smoothed: boolean,
): readonly Point[] {
  const values = epochs.map((epoch) => valueOf(epoch, measure, part) ?? Number.NaN);
  const shown = smoothed ? smooth(values) : values;
  return epochs.map(({ epoch }, index) => ({ x: epoch, y: shown[index]! }));
}

function toPixels(scale: Scale): (point: Point) => Point {
  return ({ x, y }) => ({ x: scale.x(x), y: scale.y(y) });
}
