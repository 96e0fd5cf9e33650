import { expect, it } from 'vitest';
import type { JobEvent } from '../../../shared/job-events.ts';
import type { FrozenPass } from './pass.ts';
import { patientPass } from './patient-pass.ts';

/** Each photo is one pixel; a layer gives its first and its third value. */
function passWithRoom(room: number, asked: number[]): FrozenPass {
  const run: FrozenPass['run'] = (pixels, count) => {
    asked.push(count);
    if (count > room)
      return Promise.reject(new Error('failed to allocate memory for requested buffer of size 9'));
    const values = Array.from({ length: count }, (_, at) => [pixels[3 * at]!, pixels[3 * at + 2]!]).flat();
    return Promise.resolve(new Map([['layer', Float32Array.from(values)]]));
  };
  return {
    run,
    runHalf: async (pixels, count) =>
      new Map([['layer', Uint16Array.from((await run(pixels, count)).get('layer')!)]]),
    close: () => undefined,
  };
}

const pixels = Uint8Array.from({ length: 30 }, (_, at) => at);
const expected = Array.from({ length: 10 }, (_, at) => [3 * at, 3 * at + 2]).flat();

it.each([1, 3, 4, 9, 10])(
  'gives what a device with room gives, where there is room for %i photos',
  async (room) => {
    const events: JobEvent[] = [];
    const pass = patientPass(passWithRoom(room, []), (event) => events.push(event));
    expect([...(await pass.run(pixels, 10)).get('layer')!]).toEqual(expected);
    const told = events.length;
    expect(told > 0).toBe(room < 10);
    expect((await pass.runHalf(pixels, 10)).get('layer')).toEqual(Uint16Array.from(expected));
    expect(events).toHaveLength(told);
  },
);

it('remembers the size that fitted', async () => {
  const asked: number[] = [];
  const pass = patientPass(passWithRoom(3, asked));
  await pass.run(pixels, 10);
  asked.length = 0;
  await pass.run(pixels, 10);
  expect(Math.max(...asked)).toBeLessThanOrEqual(3);
});

it('gives up at one photo, and at once where something else is wrong', async () => {
  await expect(patientPass(passWithRoom(0, [])).run(pixels, 10)).rejects.toMatchObject({
    code: 'out-of-memory',
  });
  const broken = { ...passWithRoom(9, []), run: () => Promise.reject(new Error('broken')) };
  await expect(patientPass(broken).run(pixels, 10)).rejects.toThrow('broken');
});
