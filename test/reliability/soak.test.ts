import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTemporaryHome, type TemporaryHome } from '../temporary-home.ts';
import { soak, type Held, type Soaked } from './soak.ts';

/** The short form of `npm run bench -- soak`. */

let home: TemporaryHome;
let folder: string;
let soaked: Soaked;

beforeAll(async () => {
  home = useTemporaryHome();
  folder = mkdtempSync(join(tmpdir(), 'thaw-soak-'));
  soaked = await soak(folder, { epochs: 40, predictions: 200 });
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  home.remove();
});

describe.each(['epochs', 'predictions'] as const)('many %s', (what) => {
  const ends = (): readonly [Held, Held] => [soaked[what][0]!, soaked[what].at(-1)!];

  it('leave as many tensors and open files as the first ten', () => {
    const [first, last] = ends();
    expect(last.after).toBeGreaterThan(first.after);
    expect(last.tensors).toBe(first.tensors);
    expect(last.handles).toBeLessThanOrEqual(first.handles);
  });

  it('leave the memory where it was', () => {
    const [first, last] = ends();
    // A heap breathes: what counts is that hundreds do not add up.
    expect(last.residentBytes - first.residentBytes).toBeLessThan(60e6);
  });
});
