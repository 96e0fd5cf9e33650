import { beforeAll, describe, expect, it } from 'vitest';
import { buildOnce, cliProgram } from '../../cli/built-cli.ts';
import { tryDoors, type DoorsFound } from './doors.ts';

/** The short form of `npm run bench -- doors`. */

let found: DoorsFound;
beforeAll(async () => {
  await buildOnce();
  found = await tryDoors({ cli: cliProgram, every: 25, crowds: [600] });
});

describe('every door', () => {
  it('answers nobody without a right, follows no path that leads out, and is not hurt', () => {
    expect(found.faults).toEqual([]);
  });

  it('was tried', () => {
    expect(found.tallies.length).toBeGreaterThan(10);
    for (const { name, tried } of found.tallies) expect(tried, name).toBeGreaterThan(0);
  });

  it('adds no memory by a crowd to what the largest messages took', () => {
    const [, flooded, ...later] = found.held;
    // A heap breathes: what counts is that hundreds of connections do not add up.
    if (flooded) expect(later.at(-1)!.residentBytes - flooded.residentBytes).toBeLessThan(100e6);
  });
});
