import type { Point } from '../../../shared/charts/decimate.ts';
import type { EndLabel } from './end-labels.ts';
import { heightsBetween } from './line-heights.ts';
import { textWidth } from './text-width.ts';

const gap = 12;
const lineHeight = 14;

/**
 * Where the name of the best epoch goes, px: beside its ring and clear of the lines and their labels, above them where
 * there is room, else below. `lines`: as drawn; `width`: of the text; `height`: of the plot.
 */
export function placeBestLabel(
  ring: Point,
  lines: readonly (readonly Point[])[],
  labels: readonly EndLabel[],
  width: number,
  height: number,
): { readonly x: number; readonly y: number; readonly anchor: 'start' | 'end' } {
  const anchor = ring.x + 6 >= width ? 'end' : 'start';
  const [from, to] = anchor === 'end' ? [ring.x + 6 - width, ring.x + 16] : [ring.x - 16, ring.x - 6 + width];
  const beside = labels.filter((label) => {
    const wide = textWidth(label.text);
    const left = label.anchor === 'start' ? label.labelX : label.labelX - wide;
    return left < to && left + wide > from;
  });
  const heights = [
    ring.y,
    ...lines.flatMap((line) => heightsBetween(line, from, to)),
    ...beside.flatMap(({ labelY }) => [labelY - 2, labelY + 2]),
  ];
  const above = Math.min(...heights) - gap;
  const below = Math.max(...heights) + gap;
  const isAbove = above >= 0 || below + lineHeight / 2 > height;
  return { x: ring.x + (anchor === 'end' ? 6 : -6), y: isAbove ? above : below, anchor };
}
