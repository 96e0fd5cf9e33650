import { parts, type Part } from '../../../shared/dataset.ts';
import { countPhotos } from '../../../shared/advice/run-facts.ts';
import { formatCount } from '../../../shared/messages/format-numbers.ts';
import { markup, type Html } from '../html.ts';
import type { ReportContext } from '../report-context.ts';
import type { ReportFacts } from '../report-facts.ts';
import { code, factList, section, table } from './parts.ts';

/** What the model learned from and was measured on. */
export function dataSection(report: ReportFacts, { words, language, result }: ReportContext): Html {
  const { facts, folderName, layout, splitSeed, datasetSha256 } = report;
  const row = (name: string, classIndex: number | null): readonly string[] => [
    name,
    ...[...parts.map((part): readonly Part[] => [part]), parts].map((chosen) =>
      formatCount(countPhotos(facts, chosen, classIndex), language),
    ),
  ];
  const { leaks } = facts;
  const leaked = (leaks?.test.leaked ?? 0) + (leaks?.validation.leaked ?? 0);
  return section(
    'data',
    words.data,
    markup`${factList([
      { label: words.folder, value: folderName },
      { label: words.layout, value: result.layouts[layout] },
      { label: words.splitSeed, value: splitSeed ?? words.givenSplit },
      {
        label: words.leaks,
        value:
          leaks === null || leaked === 0
            ? words.leakNone
            : words.leakSome(leaks.test.leaked, leaks.validation.leaked),
        remark: report.lookAlikesCompared ? words.leakScope.looks : words.leakScope.content,
      },
      { label: words.datasetHash, value: code(datasetSha256), remark: words.datasetHashHow },
    ])}
    ${table(
      words.data,
      [
        { heading: words.className, isNumber: false },
        ...[...parts.map((part) => words.parts[part]), words.all].map((heading) => ({
          heading,
          isNumber: true,
        })),
      ],
      [...facts.classes.map((name, index) => row(name, index)), row(words.all, null)],
    )}`,
  );
}
