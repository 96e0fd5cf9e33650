import type { NetworkBar } from '../../../shared/app/run-view.ts';

/** One block of the network's picture. */
export interface NetworkColumn {
  readonly block: string;
  readonly cells: readonly { readonly layer: string; readonly height: number; readonly learns: boolean }[];
  readonly learns: boolean;
}

/** px of the big picture; the mini one is 0.41 of it. */
const tallest = [84, 70, 58, 47, 38];
const headHeights = { hidden: 30, answer: 14 };
const miniScale = 0.41;

/** The layers with weights by block, in their order, with heights that fall with the resolution. */
export function networkColumns(
  all: readonly NetworkBar[],
  phase: number,
  size: 'big' | 'mini',
): readonly NetworkColumn[] {
  const bars = all.filter(({ layer }) => !/pool/.test(layer));
  const resolutions = [
    ...new Set(bars.filter(({ block }) => block !== 'head').map(({ resolution }) => resolution)),
  ];
  const lastBar = bars.at(-1);
  const scale = size === 'mini' ? miniScale : 1;
  const heightOf = (bar: NetworkBar): number => {
    if (bar.block === 'head') return bar === lastBar ? headHeights.answer : headHeights.hidden;
    const rank = resolutions.indexOf(bar.resolution);
    return tallest[rank] ?? Math.max(20, tallest.at(-1)! - 6 * (rank - tallest.length + 1));
  };
  const blocks = [...new Set(bars.map(({ block }) => block))];
  return blocks.map((block) => {
    const cells = bars
      .filter((bar) => bar.block === block)
      .map((bar) => ({
        layer: bar.layer,
        height: Math.round(heightOf(bar) * scale),
        learns: bar.learns[phase] ?? false,
      }));
    return { block, cells, learns: cells.some(({ learns }) => learns) };
  });
}

/** Neighbouring blocks that are alike, under one bracket; columns count from 1, `to` is the line after the last. */
export function brackets(
  columns: readonly NetworkColumn[],
): readonly { readonly learns: boolean; readonly from: number; readonly to: number }[] {
  const found: { learns: boolean; from: number; to: number }[] = [];
  columns.forEach(({ learns }, index) => {
    const before = found.at(-1);
    if (before?.learns === learns) before.to = index + 2;
    else found.push({ learns, from: index + 1, to: index + 2 });
  });
  return found;
}
