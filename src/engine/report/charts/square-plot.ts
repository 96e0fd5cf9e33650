import { markup, type Html, type Part } from '../html.ts';

const side = 200;
const margin = { left: 44, top: 10, right: 12, bottom: 38 };

/** Where a share lies in the square, from the left and from the top. */
export const across = (share: number): number => Math.round((margin.left + share * side) * 10) / 10;
export const down = (share: number): number => Math.round((margin.top + (1 - share) * side) * 10) / 10;

/** A square of two shares, 0 to 100 %, the origin below left. */
export function squarePlot(label: string, x: string, y: string, drawn: Part): Html {
  const ticks = [0, 0.5, 1];
  const [width, height] = [margin.left + side + margin.right, margin.top + side + margin.bottom];
  return markup`<figure class="square">
    <svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">
      ${ticks.map(
        (tick) =>
          markup`<line
              class="grid"
              x1="${across(0)}"
              x2="${across(1)}"
              y1="${down(tick)}"
              y2="${down(tick)}"
            /><line
              class="grid"
              y1="${down(0)}"
              y2="${down(1)}"
              x1="${across(tick)}"
              x2="${across(tick)}"
            /><text class="tick" text-anchor="end" x="${across(0) - 5}" y="${down(tick) + 4}"
              >${tick * 100}</text
            ><text class="tick" text-anchor="middle" x="${across(tick)}" y="${down(0) + 14}"
              >${tick * 100}</text
            >`,
      )}
      <text class="tick" text-anchor="middle" x="${across(0.5)}" y="${height - 4}">${x}</text>
      <text class="tick" text-anchor="middle" transform="translate(10 ${down(0.5)}) rotate(-90)">${y}</text>
      ${drawn}
    </svg>
    <figcaption>${label}</figcaption>
  </figure>`;
}
