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

describe('the rule for "none of these"', () => {
  const report = madeReport(measuredFacts(['owls', 'hawks']));
  const rule = { confidence: 0.5923, familiarity: 0.3949 };
  const measured = {
    validation: { count: 80, accepted: 76, right: 70 },
    test: { count: 120, accepted: 110, right: 99 },
  };
  const shown = (acceptance: typeof report.acceptance, language: 'en' | 'zh-CN' = 'en'): string =>
    renderReport({ ...report, acceptance }, language).replace(/\s+/g, ' ');

  it.each(languages)('is told in %s with both thresholds and the photos behind each share', (language) => {
    const text = shown({ rule, share: null, ...measured }, language);
    expect(text).toContain('59.2 %');
    expect(text).toContain('<dd>0.39 ');
    for (const n of [80, 76, 120, 110]) expect(text).toMatch(new RegExp(`n = ${n}[)）]`));
    expect(text).toMatch(/95 %/);
    expect(text).not.toMatch(/NaN|undefined|null/);
  });

  it('says who chose it, and what it does not look at', () => {
    const text = shown({ rule: { ...rule, familiarity: null }, share: 0.8, ...measured });
    expect(text).toContain('by hand, to answer at least 80 % of them');
    expect(text).toContain('not looked at');
  });

  it('has no accuracy where nothing was accepted or measured', () => {
    const text = shown({ rule, share: null, validation: null, test: { count: 9, accepted: 0, right: 0 } });
    expect(text).toContain('Test</th><td class="n">0 % (0-30, n = 9)</td><td class="n">–</td>');
    expect(text).toContain('Validation</th><td class="n">–</td><td class="n">–</td>');
    expect(text).not.toMatch(/NaN|undefined/);
  });

  it('is one sentence where there is none', () => {
    expect(shown(null)).toContain('every answer stands');
  });
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

describe('the devices of a run', () => {
  const report = madeReport(measuredFacts(['owls', 'hawks']));
  const card = { backend: 'webgpu', device: 'arc a770' };
  const shown = (earlier: readonly object[], language: 'en' | 'zh-CN' = 'en'): string =>
    renderReport({ ...report, environment: { ...report.environment, earlier } }, language).replace(
      /\s+/g,
      ' ',
    );

  it('are one where nothing changed', () => {
    expect(shown([])).toMatch(/Device<\/dt> <dd>CPU &lt;fast&gt;<\/dd>/);
  });

  it('are all named, with the epochs that each computed', () => {
    const left = {
      finishedEpochs: 3,
      backend: card,
      leftGpu: { gpu: 'arc a770', reason: 'lost', detail: '' },
    };
    expect(shown([left])).toContain('arc a770 (webgpu) up to epoch 3, then CPU &lt;fast&gt; (tensorflow)');
    expect(shown([left], 'zh-CN')).toContain(
      '到第 3 轮为 arc a770 (webgpu)，之后为 CPU &lt;fast&gt; (tensorflow)',
    );
    const atOnce = { ...left, finishedEpochs: 0, backend: null };
    expect(shown([atOnce])).toContain('arc a770 before the first epoch, then CPU');
    expect(shown([{ finishedEpochs: 1, backend: { backend: 'wasm', device: 'old' } }, left])).toContain(
      'old (wasm) up to epoch 1, arc a770 (webgpu) up to epoch 3, then CPU',
    );
  });
});
