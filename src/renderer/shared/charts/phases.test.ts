import { describe, expect, it } from 'vitest';
import type { NetworkBar } from '../../../shared/app/run-view.ts';
import { recipeByName } from '../../../shared/recipes/catalogue.ts';
import { brackets, networkColumns } from './network-columns.ts';
import { phaseSpans, splitByPhase } from './phase-spans.ts';
import { curvePhases, learnsIn } from './phase-title.ts';
import { plotLines } from './plot-lines.ts';
import { madeEpochs } from './test-epochs.ts';

const phases = [
  { title: 'Frozen base', epochs: 30, thawed: false },
  { title: 'Block 5 thawed', epochs: 60, thawed: true },
];

describe('phaseSpans', () => {
  it('has the full planned length from the start', () => {
    expect(phaseSpans(phases, [], false)).toEqual([
      { title: 'Frozen base', thawed: false, from: 1, to: 30, begun: false },
      { title: 'Block 5 thawed', thawed: true, from: 30, to: 90, begun: false },
    ]);
  });

  it('shortens a phase that stopped early once the next one began', () => {
    expect(phaseSpans(phases, madeEpochs(12), false).at(-1)).toMatchObject({ from: 30, to: 90 });
    expect(phaseSpans(phases, madeEpochs(12, 3), false)).toMatchObject([
      { to: 12, begun: true },
      { from: 12, to: 72, begun: true },
    ]);
  });

  it('ends at the last epoch of a finished run', () => {
    expect(phaseSpans(phases, madeEpochs(12, 20), true).at(-1)!.to).toBe(32);
    expect(phaseSpans(phases, madeEpochs(12), true)).toHaveLength(1);
  });
});

describe('splitByPhase', () => {
  it('begins a phase where the count within it begins again', () => {
    expect(splitByPhase(madeEpochs(3, 2)).map(({ length }) => length)).toEqual([3, 2]);
  });
});

describe('plotLines', () => {
  const epochs = madeEpochs(30, 10);
  const spans = phaseSpans(phases, epochs, false);
  const scale = { x: (epoch: number) => epoch, y: (value: number) => value * 100 };
  const series = [
    { name: 'Two phases', epochs, kind: 'this' },
    { name: 'Frozen only', epochs: madeEpochs(30), kind: 'other' },
  ] as const;

  it('changes hue at the phase edge, where the lines join', () => {
    const lines = plotLines(series, 'accuracy', spans, scale, false);
    const [frozen, thawed] = lines.filter(({ part, hue }) => part === 'validation' && hue !== 'other');
    expect([frozen?.hue, thawed?.hue]).toEqual(['frozen', 'thawed']);
    expect(thawed!.path.startsWith('M30.0')).toBe(true);
    expect(frozen!.path.endsWith(thawed!.path.split('L')[0]!.slice(1))).toBe(true);
  });

  it('draws other runs first, in grey, by their validation only', () => {
    const lines = plotLines(series, 'accuracy', spans, scale, false);
    expect(lines[0]?.hue).toBe('other');
    expect(lines.filter(({ hue }) => hue === 'other')).toHaveLength(1);
  });

  it('keeps the raw lines pale behind smoothed ones', () => {
    const lines = plotLines(series, 'loss', spans, scale, true);
    expect(lines.filter(({ pale }) => pale)).toHaveLength(4);
    expect(lines.filter(({ pale, hue }) => !pale && hue !== 'other')).toHaveLength(4);
  });
});

describe('the names of phases', () => {
  it('follow what learns', () => {
    expect(curvePhases(recipeByName('two-phase'), 'en').map(({ title, thawed }) => [title, thawed])).toEqual([
      ['Frozen base', false],
      ['Block 5 thawed', true],
    ]);
    expect(curvePhases(recipeByName('scratch'), 'zh-CN')[0]?.title).toBe('整个网络');
    const recipe = recipeByName('two-phase');
    expect(learnsIn(recipe, { ...recipe.phases[1]!, learnFrom: 'block4_conv1' })).toEqual({
      kind: 'from-block',
      block: 4,
    });
    expect(learnsIn(recipe, { ...recipe.phases[1]!, learnFrom: 'block5_conv2' })).toEqual({
      kind: 'from-layer',
      layer: 'block5_conv2',
    });
  });
});

describe('networkColumns', () => {
  const bar = (layer: string, block: string, resolution: number, ...learns: boolean[]): NetworkBar => ({
    layer,
    block,
    resolution,
    learnable: !layer.endsWith('pool'),
    learns,
  });
  const bars = [
    bar('block1_conv1', 'block1', 150, false, false),
    bar('block1_pool', 'block1', 75, false, false),
    bar('block5_conv1', 'block5', 9, false, true),
    bar('head_hidden', 'head', 1, true, true),
    bar('head_answer', 'head', 1, true, true),
  ];

  it('has a column a block and a bar a layer with weights, lower with the resolution', () => {
    const columns = networkColumns(bars, 0, 'big');
    expect(columns.map(({ block, learns }) => [block, learns])).toEqual([
      ['block1', false],
      ['block5', false],
      ['head', true],
    ]);
    expect(columns.map(({ cells }) => cells.map(({ height }) => height))).toEqual([[84], [70], [30, 14]]);
    expect(networkColumns(bars, 0, 'mini')[0]!.cells[0]!.height).toBe(34);
  });

  it('puts neighbours that are alike under one bracket', () => {
    expect(brackets(networkColumns(bars, 0, 'big'))).toEqual([
      { learns: false, from: 1, to: 3 },
      { learns: true, from: 3, to: 4 },
    ]);
    expect(brackets(networkColumns(bars, 1, 'big'))[0]).toEqual({ learns: false, from: 1, to: 2 });
  });
});
