import { describe, expect, it } from 'vitest';
import { renderReport } from '../../src/engine/report/render-report.ts';
import { goodFacts, madeEvaluation } from '../../src/shared/advice/fixtures/made-facts.ts';
import type { RunFacts } from '../../src/shared/advice/run-facts.ts';
import { languages } from '../../src/shared/messages/language.ts';
import { hostileClasses, madeReport, manyClasses, measuredFacts } from './fixtures/made-report.ts';

const kinds: readonly (readonly [string, RunFacts])[] = [
  ['two classes with calibration and ranking', measuredFacts(['owls', 'hawks'])],
  ['names that would be markup', measuredFacts([...hostileClasses])],
  ['30 classes', manyClasses(30)],
  ['60 classes', manyClasses(60)],
  ['no test photos', { ...goodFacts(), measured: { ...goodFacts().measured!, part: 'validation' } }],
  ['nothing measured, no epoch', goodFacts({ measured: null, epochs: [] })],
  [
    'only ever one answer',
    goodFacts({
      measured: {
        part: 'test',
        evaluation: madeEvaluation(
          [
            [0, 20],
            [0, 20],
          ],
          ['cats', 'dogs'],
        ),
      },
    }),
  ],
];

describe.each(languages)('a report in %s', (language) => {
  it.each(kinds)('of %s has every number and nothing from outside', (_, facts) => {
    const report = renderReport(madeReport(facts), language);
    expect(report).toContain(`<html lang="${language}">`);
    expect(report).not.toMatch(/NaN|undefined|Infinity|\[object|>null</);
    expect(report).not.toMatch(/<script|<link|<iframe|<img src=x|https?:|@import|url\(/i);
    expect(report).not.toContain('/home/somebody');
    expect(report).toContain('photos of birds');
    expect(report).toContain('Owls &lt;b&gt;&amp;&lt;/b&gt; hawks');
  });
});

it('gives every accuracy its interval and number of photos', () => {
  const report = renderReport(madeReport(measuredFacts(['owls', 'hawks'])), 'en').replace(/\s+/g, ' ');
  expect(report).toMatch(/class="score">\d+(\.\d)? % \(\d+\.\d-\d+\.\d, n = 120\)/);
  expect(report).toMatch(/Temperature<\/dt> <dd>1\.70/);
  expect(report).toContain('ROC curve of &quot;hawks&quot;');
});

it('lists the common mistakes where a matrix would be dots', () => {
  expect(renderReport(madeReport(manyClasses(30)), 'en')).toContain('class="matrix crowded"');
  const report = renderReport(madeReport(manyClasses(60)), 'en');
  expect(report).not.toContain('class="matrix');
  expect(report).toContain('60 classes do not fit a page');
});

it('says which photos cannot be shown, and why', () => {
  const gone = { className: 'owls', answer: 'hawks', probability: 0.99, photo: null, why: null } as const;
  const report = renderReport(
    madeReport(measuredFacts(['owls', 'hawks']), [
      { ...gone, file: 'a.jpg', missing: 'missing' },
      { ...gone, file: 'b.jpg', missing: 'changed' },
    ]),
    'en',
  );
  expect(report).toContain('2 photos cannot be shown');
  expect(report).toContain('The photo is no longer there.');
  expect(report).toContain('The photo was changed since.');
});
