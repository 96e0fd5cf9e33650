import { formatShare } from '../../../shared/messages/format-numbers.ts';
import type { Calibration, Evaluation, Ranking } from '../../../shared/run-files.ts';
import { wilsonInterval } from '../../../shared/statistics/wilson-interval.ts';
import { across, down, squarePlot } from '../charts/square-plot.ts';
import { markup, type Html } from '../html.ts';
import type { ReportContext } from '../report-context.ts';
import { factList, section } from './parts.ts';

/** Whether it is as sure as it is right, and of two classes, how well their probabilities part them. */
export function certaintySection(evaluation: Evaluation, context: ReportContext): Html {
  const { words } = context;
  const { calibration, ranking, count, perClass } = evaluation;
  if (!calibration)
    return section('certainty', words.calibration, markup`<p>${words.notCalibrated}</p>`, true);
  const isFitted = calibration.temperature !== 1;
  return section(
    'certainty',
    words.calibration,
    markup`${factList([
      {
        label: words.calibrationAfter,
        value: formatShare(calibration.error, count),
        remark: words.calibrationHow,
      },
      ...(isFitted
        ? [{ label: words.calibrationBefore, value: formatShare(calibration.before.error, count) }]
        : []),
      {
        label: words.temperature,
        value: isFitted ? calibration.temperature.toFixed(2) : words.temperatureNone,
        ...(isFitted ? { remark: words.temperatureHow } : {}),
      },
    ])}
      <div class="squares">
        ${reliability(calibration, context)}${ranking ? rankingPlots(ranking, perClass.at(-1)?.className ?? '', context) : null}
      </div>`,
    true,
  );
}

function reliability({ bins, before, temperature }: Calibration, { words }: ReportContext): Html {
  const drawn = (which: Calibration['bins']) =>
    which.flatMap(({ count, confidence, accuracy }) =>
      count === 0 || confidence === null || accuracy === null ? [] : [{ count, confidence, accuracy }],
    );
  return squarePlot(words.reliability, words.sure, words.right, [
    markup`<line class="even" x1="${across(0)}" y1="${down(0)}" x2="${across(1)}" y2="${down(1)}" />`,
    drawn(bins).map(({ count, confidence, accuracy }) => {
      const { low, high } = wilsonInterval(Math.round(accuracy * count), count);
      return markup`<line
        class="doubt"
        x1="${across(confidence)}"
        x2="${across(confidence)}"
        y1="${down(low)}"
        y2="${down(high)}"
      />`;
    }),
    (temperature === 1 ? [] : drawn(before.bins)).map(
      ({ confidence, accuracy }) =>
        markup`<circle class="before" cx="${across(confidence)}" cy="${down(accuracy)}" r="4" />`,
    ),
    drawn(bins).map(
      ({ confidence, accuracy }) =>
        markup`<circle class="dot" cx="${across(confidence)}" cy="${down(accuracy)}" r="3.5" />`,
    ),
  ]);
}

function rankingPlots(
  { curve, rocArea, averagePrecision }: Ranking,
  className: string,
  { words }: ReportContext,
): Html {
  const line = (points: readonly (readonly [number, number])[]): Html =>
    markup`<polyline
      class="validation ice"
      points="${points.map(([x, y]) => `${across(x)},${down(y)}`).join(' ')}"
    />`;
  return markup`${squarePlot(words.roc(className, rocArea.toFixed(3)), words.falsePositives, words.found, [
    markup`<line class="even" x1="${across(0)}" y1="${down(0)}" x2="${across(1)}" y2="${down(1)}" />`,
    line([[0, 0], ...curve.map((point) => [point.falsePositiveRate, point.truePositiveRate] as const)]),
  ])}${squarePlot(
    words.precisionRecall(className, averagePrecision.toFixed(3)),
    words.found,
    words.rightOfThose,
    line([
      [0, curve[0]?.precision ?? 1],
      ...curve.map((point) => [point.truePositiveRate, point.precision] as const),
    ]),
  )}`;
}
