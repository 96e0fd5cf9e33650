import type { MapPoint } from '../../../shared/app/likeness-view.ts';
import { classMark, markCorners, numClassHues } from '../../../shared/class-marks.ts';
import { isWrongPoint } from './find-points.ts';
import { toScreen, type Frame, type Place, type View } from './view.ts';

/** The theme's colours, as the canvas takes them. */
export interface MapColours {
  readonly classes: readonly string[];
  readonly surface: string;
  readonly ink: string;
  readonly focus: string;
}

/** Reads the tokens as they are now; again when the theme changes. */
export function readColours(element: Element): MapColours {
  const style = getComputedStyle(element);
  const colour = (token: string): string => style.getPropertyValue(token).trim();
  return {
    classes: Array.from({ length: numClassHues }, (_, hue) => colour(`--class-${hue + 1}`)),
    surface: colour('--map-paper'),
    ink: colour('--chart-cursor'),
    focus: colour('--chart-frozen-val'),
  };
}

const ringRadius = 7.5;

/** Marks a little larger as they stand further apart. */
function markRadius({ zoom }: View, count: number): number {
  return Math.min(6, (count > 5_000 ? 2 : 3.2) + Math.log2(zoom) / 2);
}

/** Draws the points, in their order, and the chosen one. `scale`: device pixels in a CSS pixel. */
export function drawPoints(
  context: CanvasRenderingContext2D,
  { points, chosen }: { readonly points: readonly MapPoint[]; readonly chosen: MapPoint | null },
  { view, frame, scale }: { readonly view: View; readonly frame: Frame; readonly scale: number },
  colours: MapColours,
): void {
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, frame.width, frame.height);
  const radius = markRadius(view, points.length);
  const reach = radius + ringRadius;
  for (const point of points) {
    const at = toScreen(point, view, frame);
    if (at.x < -reach || at.y < -reach || at.x > frame.width + reach || at.y > frame.height + reach) continue;
    drawMark(context, point.classIndex, at, radius, colours);
    if (isWrongPoint(point)) drawRing(context, at, ringRadius, colours.ink, colours.surface);
  }
  if (chosen)
    drawRing(context, toScreen(chosen, view, frame), ringRadius + 4, colours.focus, colours.surface);
}

/** One photo's mark: the hue and form of its class, with an edge that parts it from its neighbours. */
export function drawMark(
  context: CanvasRenderingContext2D,
  classIndex: number,
  { x, y }: Place,
  radius: number,
  { classes, surface }: MapColours,
): void {
  const { hue, form } = classMark(classIndex);
  context.beginPath();
  const corners = markCorners(form, radius);
  if (corners.length === 0) context.arc(x, y, radius, 0, 2 * Math.PI);
  for (const [dx, dy] of corners) context.lineTo(x + dx, y + dy);
  context.closePath();
  context.fillStyle = classes[hue]!;
  context.fill();
  context.lineWidth = 0.75;
  context.strokeStyle = surface;
  context.stroke();
}

function drawRing(
  context: CanvasRenderingContext2D,
  { x, y }: Place,
  radius: number,
  colour: string,
  surface: string,
): void {
  for (const [width, style] of [
    [4, surface],
    [2, colour],
  ] as const) {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.lineWidth = width;
    context.strokeStyle = style;
    context.stroke();
  }
}
