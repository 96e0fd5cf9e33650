import { countPhotos, scoreOf } from '../../../shared/advice/run-facts.ts';
import { formatAccuracy, formatLoss, formatRate } from '../../../shared/messages/format-numbers.ts';
import { curveChart } from '../charts/curve-chart.ts';
import { markup, type Html } from '../html.ts';
import type { ReportContext } from '../report-context.ts';
import type { ReportFacts } from '../report-facts.ts';
import { section, table } from './parts.ts';

/** How it learned: both curves, and the first and last epoch of each phase beside that of the model. */
export function curvesSection(report: ReportFacts, context: ReportContext): Html {
  const { words } = context;
  const { epochs, bestEpoch } = report;
  if (epochs.length === 0) return section('curves', words.curves, markup`<p>${words.noEpochs}</p>`);
  return section(
    'curves',
    words.curves,
    markup`<div class="keep">${curveChart('accuracy', epochs, bestEpoch, context)}</div>
      <div class="keep">${curveChart('loss', epochs, bestEpoch, context)}</div>
      <div class="keep">
        <h3>${words.epochTable}</h3>
        ${epochTable(report, context)}
        <p class="small">${words.trainingNote}</p>
      </div>`,
  );
}

function epochTable({ epochs, bestEpoch, facts }: ReportFacts, { words, language }: ReportContext): Html {
  const [train, validation] = [countPhotos(facts, ['train']), countPhotos(facts, ['validation'])];
  const accuracy = (share: number, count: number): string => {
    const { correct } = scoreOf(share, count);
    return count === 0 ? words.none : formatAccuracy(correct, count, language);
  };
  const chosen = epochs.filter(
    ({ epoch, phaseEpoch }, index) =>
      phaseEpoch === 1 ||
      epochs[index + 1]?.phaseEpoch === 1 ||
      index === epochs.length - 1 ||
      epoch === bestEpoch,
  );
  return table(
    words.epochTable,
    [
      { heading: words.epoch, isNumber: false },
      { heading: words.phase, isNumber: false },
      { heading: `${words.training}${words.comma}${words.accuracy}`, isNumber: true },
      { heading: words.loss, isNumber: true },
      { heading: `${words.validation}${words.comma}${words.accuracy}`, isNumber: true },
      { heading: words.loss, isNumber: true },
      { heading: words.rate, isNumber: true },
    ],
    chosen.map((epoch) => [
      `${epoch.epoch}${epoch.epoch === bestEpoch ? `${words.comma}${words.modelEpoch}` : ''}`,
      words.phases[epoch.phase] ?? epoch.phase,
      accuracy(epoch.training.accuracy, train),
      formatLoss(epoch.training.loss),
      epoch.validation ? accuracy(epoch.validation.accuracy, validation) : words.none,
      epoch.validation ? formatLoss(epoch.validation.loss) : words.none,
      formatRate(epoch.learningRate),
    ]),
  );
}
