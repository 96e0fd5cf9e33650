import type { RandomStream } from '../../../shared/random.ts';

/** A background as SVG: a drawn texture in three related colours. Classes share all kinds, so that none gives one away. */
export function drawBackground(width: number, height: number, stream: RandomStream): string {
  const colours = drawColours(stream);
  const canvas: Canvas = { width, height, stream, colours };
  const textures = [horizon, glow, stripes, dots, checks, hills, lights, paper];
  return textures[stream.below(textures.length)]!(canvas);
}

interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly stream: RandomStream;
  /** Ground, a neighbouring hue, and a darker shade. */
  readonly colours: readonly [string, string, string];
}

/** Muted hues: a picture's own colours stay the strongest. */
function drawColours(stream: RandomStream): [string, string, string] {
  const hue = stream.below(360);
  const saturation = Math.round(stream.between(12, 48));
  const light = Math.round(stream.between(38, 84));
  const neighbour = (hue + Math.round(stream.between(-50, 50)) + 360) % 360;
  return [
    `hsl(${hue},${saturation}%,${light}%)`,
    `hsl(${neighbour},${saturation}%,${Math.min(92, light + 9)}%)`,
    `hsl(${hue},${saturation}%,${light - 14}%)`,
  ];
}

function ground({ width, height }: Canvas, fill: string): string {
  return `<rect width="${width}" height="${height}" fill="${fill}"/>`;
}

/** A wall and a table, or a sky and a meadow. */
function horizon(canvas: Canvas): string {
  const { width, height, stream, colours } = canvas;
  const line = Math.round(height * stream.between(0.45, 0.75));
  return (
    gradient('wall', [colours[1], colours[0]], 90) +
    gradient('table', [colours[2], colours[0]], 90) +
    ground(canvas, 'url(#wall)') +
    `<rect y="${line}" width="${width}" height="${height - line}" fill="url(#table)"/>`
  );
}

/** Light from one side. */
function glow(canvas: Canvas): string {
  const { stream, colours } = canvas;
  const [x, y] = [stream.next().toFixed(2), stream.next().toFixed(2)];
  const stops = `<stop stop-color="${colours[1]}"/><stop offset="1" stop-color="${colours[2]}"/>`;
  return `<radialGradient id="glow" cx="${x}" cy="${y}" r="0.9">${stops}</radialGradient>${ground(canvas, 'url(#glow)')}`;
}

function stripes(canvas: Canvas): string {
  const { stream, colours } = canvas;
  const step = 8 + stream.below(26);
  const band = `<rect width="${step / 2}" height="${step}" fill="${colours[1]}"/>`;
  return pattern(canvas, step, stream.below(180), band);
}

function dots(canvas: Canvas): string {
  const { stream, colours } = canvas;
  const step = 14 + stream.below(24);
  const radius = (step * stream.between(0.15, 0.35)).toFixed(1);
  return pattern(
    canvas,
    step,
    stream.below(90),
    `<circle cx="${step / 2}" cy="${step / 2}" r="${radius}" fill="${colours[1]}"/>`,
  );
}

/** A tablecloth. */
function checks(canvas: Canvas): string {
  const { stream, colours } = canvas;
  const step = 16 + stream.below(32);
  const half = step / 2;
  const across = `<rect width="${step}" height="${half}" fill="${colours[1]}" opacity="0.6"/>`;
  const down = `<rect width="${half}" height="${step}" fill="${colours[2]}" opacity="0.5"/>`;
  return pattern(canvas, step, stream.below(2) * 45, across + down);
}

function hills(canvas: Canvas): string {
  const { width, height, stream, colours } = canvas;
  const ridge = (level: number, fill: string): string => {
    const rise = (): string => (height * (level + stream.between(-0.12, 0.12))).toFixed(0);
    const curve = `C${width * 0.3},${rise()} ${width * 0.6},${rise()} ${width},${rise()}`;
    return `<path d="M0,${rise()} ${curve} V${height} H0 Z" fill="${fill}"/>`;
  };
  return (
    gradient('sky', [colours[1], 'white'], 90) +
    ground(canvas, 'url(#sky)') +
    ridge(0.5, colours[0]) +
    ridge(0.7, colours[2])
  );
}

/** Soft spots out of focus. */
function lights(canvas: Canvas): string {
  const { width, height, stream, colours } = canvas;
  const spots = Array.from({ length: 14 }, () => {
    const [x, y] = [stream.below(width), stream.below(height)];
    const fill = colours[1 + stream.below(2)]!;
    return `<circle cx="${x}" cy="${y}" r="${8 + stream.below(34)}" fill="${fill}" opacity="0.45"/>`;
  });
  const blur = '<filter id="soft"><feGaussianBlur stdDeviation="2.5"/></filter>';
  return `${blur}${ground(canvas, colours[0])}<g filter="url(#soft)">${spots.join('')}</g>`;
}

/** Grain, as of paper, wood or cloth. */
function paper(canvas: Canvas): string {
  const { stream, colours } = canvas;
  const [x, y] = [stream.between(0.01, 0.25).toFixed(3), stream.between(0.01, 0.25).toFixed(3)];
  const noise = `<feTurbulence type="fractalNoise" baseFrequency="${x} ${y}" numOctaves="3" seed="${stream.below(1000)}"/>`;
  const grey = '<feColorMatrix values="0 0 0 0 0  0 0 0 0 0  0 0 0 0 0  0.9 0 0 0 -0.25"/>';
  return `<filter id="grain" x="0" y="0" width="1" height="1">${noise}${grey}</filter>${ground(canvas, colours[1])}<g filter="url(#grain)" opacity="0.55">${ground(canvas, 'black')}</g>`;
}

function gradient(id: string, [from, to]: readonly [string, string], angle: number): string {
  const stops = `<stop stop-color="${from}"/><stop offset="1" stop-color="${to}"/>`;
  return `<linearGradient id="${id}" gradientTransform="rotate(${angle})">${stops}</linearGradient>`;
}

function pattern(canvas: Canvas, step: number, angle: number, tile: string): string {
  const place = `width="${step}" height="${step}" patternUnits="userSpaceOnUse" patternTransform="rotate(${angle})"`;
  const fill = `<pattern id="texture" ${place}>${tile}</pattern>`;
  return fill + ground(canvas, canvas.colours[0]) + ground(canvas, 'url(#texture)');
}
