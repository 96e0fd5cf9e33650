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

  it('leaves the memory where it was', () => {
    const [first, ...later] = found.held;
    // A heap breathes: what counts is that hundreds of connections do not add up.
    if (first) expect(later.at(-1)!.residentBytes - first.residentBytes).toBeLessThan(150e6);
  });
});
