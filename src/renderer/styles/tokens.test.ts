/// <reference types="node" />
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrast, oklchToLinear, type LinearColour } from './fixtures/contrast.ts';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

const themes = ['light', 'dark'] as const;
type Theme = (typeof themes)[number];

const number = String.raw`([\d.]+)`;
const oklch = String.raw`oklch\(${number} ${number} ${number}\)`;

function colour(token: string, theme: Theme): LinearColour {
  const definition = new RegExp(String.raw`--${token}: light-dark\(\s*${oklch},\s*${oklch}\s*\)`, 'u').exec(
    css,
  );
  if (!definition) throw new Error(`no plain colour: --${token}`);
  const [lightness, chroma, hue] = definition.slice(theme === 'light' ? 1 : 4).map(Number) as [
    number,
    number,
    number,
  ];
  return oklchToLinear(lightness, chroma, hue);
}

const surfaces = ['window', 'surface', 'raised', 'hover'];
const texts = ['ink', 'ink-2', 'ink-3', 'ice-text', 'warm-text', 'danger-text'];
const controls = ['control', 'focus', 'ice', 'warm-graphic', 'danger'];
/** What is written on a colour of its own. */
const pairs = [
  ['on-ice', 'ice'],
  ['on-ice', 'ice-hover'],
  ['on-warm', 'warm'],
  ['on-warm', 'warm-hover'],
  ['on-danger', 'danger'],
  ['on-danger', 'danger-hover'],
  ['on-part-train', 'part-train'],
  ['ice-text', 'ice-tint'],
  ['warm-text', 'warm-tint'],
  ['danger-text', 'danger-tint'],
  ['ink-2', 'ice-tint'],
  ['ink-2', 'warm-tint'],
  ['ink-2', 'danger-tint'],
  ['ink', 'part-val'],
  ['ink', 'popover'],
  ['ink-2', 'popover'],
  ['ink-3', 'popover'],
  ['ink', 'selected'],
  ['ink-2', 'sunken'],
  ['ink-3', 'sunken'],
] as const;

describe.each(themes)('the %s colours', (theme) => {
  it.each(texts.flatMap((text) => surfaces.map((surface) => [text, surface] as const)))(
    'let --%s be read on --%s',
    (text, surface) => {
      expect(contrast(colour(text, theme), colour(surface, theme))).toBeGreaterThanOrEqual(4.5);
    },
  );
  it.each(pairs)('let --%s be read on --%s', (text, ground) => {
    expect(contrast(colour(text, theme), colour(ground, theme))).toBeGreaterThanOrEqual(4.5);
  });
  it.each(controls.flatMap((control) => surfaces.map((surface) => [control, surface] as const)))(
    'let --%s be seen on --%s',
    (control, surface) => {
      expect(contrast(colour(control, theme), colour(surface, theme))).toBeGreaterThanOrEqual(3);
    },
  );
});

describe('the measure', () => {
  it('knows the ends', () => {
    const white = oklchToLinear(1, 0, 0);
    const black = oklchToLinear(0, 0, 0);
    expect(contrast(white, black)).toBeCloseTo(21, 1);
    expect(contrast(black, black)).toBe(1);
  });
  it('finds pure red where it is', () => {
    const { red, green, blue } = oklchToLinear(0.627955, 0.257683, 29.2339);
    expect([red, green, blue].map((value) => Math.round(value * 1000) / 1000)).toEqual([1, 0, 0]);
  });
});
