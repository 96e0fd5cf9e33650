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

  it('adds nothing that is kept by floods and crowds', () => {
    const [before, ...later] = found.held;
    for (const { keptBytes } of later) expect(keptBytes - before!.keptBytes).toBeLessThan(20e6);
  });
});
