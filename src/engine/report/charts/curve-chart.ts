import { accuracyAxis, epochTicks, lossAxis, type ValueAxis } from '../../../shared/charts/axis.ts';
import { linePath } from '../../../shared/charts/line-path.ts';
import type { EpochEvent } from '../../../shared/job-events.ts';
import { markup, type Html } from '../html.ts';
import type { ReportContext } from '../report-context.ts';

/** Of the drawing, in its own units; the page scales it. */
const [width, height] = [680, 210];
const plot = { left: 44, right: width - 70, top: 18, bottom: height - 30 };

type Measure = 'accuracy' | 'loss';

/** One measure over the epochs: validation solid, training dashed, each phase in its hue, the model's epoch marked. */
export function curveChart(
  measure: Measure,
  epochs: readonly EpochEvent[],
  bestEpoch: number | null,
  { words }: ReportContext,
): Html {
  const series = (['training', 'validation'] as const).map((part) => ({
    part,
    values: epochs.map((epoch) => epoch[part]?.[measure] ?? Number.NaN),
  }));
  const all = series.flatMap(({ values }) => values.filter(Number.isFinite));
  const axis = measure === 'accuracy' ? accuracyAxis(all) : lossAxis(all);
  const last = Math.max(2, epochs.length);
  const x = (epoch: number): number => plot.left + ((epoch - 1) / (last - 1)) * (plot.right - plot.left);
  const y = (value: number): number =>
    plot.bottom - ((value - axis.low) / (axis.high - axis.low)) * (plot.bottom - plot.top);
  const spans = phaseSpans(epochs);
  const lineOf = (part: 'training' | 'validation', values: readonly number[]): readonly Html[] =>
    spans.map(({ from, to, phase }) => {
      const points = values.slice(from - 1, to).map((value, index) => ({ x: x(from + index), y: y(value) }));
      return markup`<path class="${part} ${phase === 'head' ? 'ice' : 'warm'}" d="${linePath(points)}" />`;
    });
  const best = bestEpoch === null ? undefined : epochs[bestEpoch - 1];
  const bestValue = best?.validation?.[measure] ?? best?.training[measure];
  const title = measure === 'accuracy' ? words.accuracy : words.loss;
  return markup`<svg
    class="curve"
    viewBox="0 0 ${width} ${height}"
    role="img"
    aria-label="${words.curveLabel(title, epochs.length)}"
  >
    <text class="b" x="${plot.left}" y="11">${title}</text>
    ${grid(axis, measure, y)}
    ${spans.slice(1).map(({ from }) => markup`<line class="thaw" x1="${round(x(from))}" x2="${round(x(from))}" y1="${plot.top}" y2="${plot.bottom}" />`)}
    ${spans.map(({ from, to, phase }) => markup`<text class="tick" text-anchor="middle" x="${round((x(from) + x(to)) / 2)}" y="11">${words.phases[phase] ?? phase}</text>`)}
    ${epochTicks(last).map((epoch) => markup`<text class="tick" text-anchor="middle" x="${round(x(epoch))}" y="${plot.bottom + 14}">${epoch}</text>`)}
    <text class="tick" text-anchor="middle" x="${(plot.left + plot.right) / 2}" y="${height - 3}">
      ${words.epochAxis}
    </text>
    ${series.map(({ part, values }) => lineOf(part, values))}
    ${best === undefined || bestValue === undefined ? null : markup`<circle class="best" cx="${round(x(best.epoch))}" cy="${round(y(bestValue))}" r="4" />`}
    ${names(series, y).map(({ part, at }) => markup`<text class="end" x="${plot.right + 8}" y="${round(at + 4)}">${part === 'training' ? words.trainingLine : words.validationLine}</text>`)}
  </svg>`;
}

function grid(axis: ValueAxis, measure: Measure, y: (value: number) => number): readonly Html[] {
  return axis.ticks.map((tick) => {
    const at = round(y(tick));
    const text = measure === 'accuracy' ? `${Math.round(tick * 100)}\u00a0%` : tick.toFixed(axis.digits);
    return markup`<line class="grid" x1="${plot.left}" x2="${plot.right}" y1="${at}" y2="${at}" /><text
        class="tick"
        text-anchor="end"
        x="${plot.left - 6}"
        y="${at + 4}"
        >${text}</text
      >`;
  });
}

/** A phase begins where its epochs begin to count anew; its line joins on to the one before. */
function phaseSpans(
  epochs: readonly EpochEvent[],
): readonly { readonly from: number; readonly to: number; readonly phase: string }[] {
  const starts = epochs.flatMap(({ phaseEpoch }, index) => (phaseEpoch === 1 || index === 0 ? [index] : []));
  return starts.map((start, phase) => ({
    from: Math.max(1, start),
    to: starts[phase + 1] ?? epochs.length,
    phase: epochs[start]!.phase,
  }));
}

/** The lines' names at their ends, at least a line of text apart. */
function names(
  series: readonly { readonly part: 'training' | 'validation'; readonly values: readonly number[] }[],
  y: (value: number) => number,
): readonly { readonly part: 'training' | 'validation'; readonly at: number }[] {
  const apart = 14;
  const placed: { part: 'training' | 'validation'; at: number }[] = [];
  const ends = series
    .map(({ part, values }) => ({ part, at: y(values.at(-1) ?? Number.NaN) }))
    .filter(({ at }) => Number.isFinite(at))
    .sort((one, other) => one.at - other.at);
  for (const { part, at } of ends)
    placed.push({ part, at: Math.max(at, (placed.at(-1)?.at ?? -apart) + apart) });
  return placed;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
