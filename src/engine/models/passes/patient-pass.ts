import type { Report } from '../../../shared/job-events.ts';
import { asOutOfMemory, isOutOfMemory } from '../../backend/out-of-memory.ts';
import type { FrozenPass } from './pass.ts';

type Values = Float32Array | Uint16Array;

/**
 * A frozen pass that looks at half as many photos at once whenever memory runs out, from then on, and tells so. What it
 * gives is the same. Throws `out-of-memory` where one photo is too much.
 */
export function patientPass(pass: FrozenPass, report: Report = () => undefined): FrozenPass {
  let atOnce = Infinity;
  const inParts = async <Found extends Values>(
    run: (pixels: Uint8Array, count: number) => Promise<ReadonlyMap<string, Found>>,
    pixels: Uint8Array,
    count: number,
  ): Promise<ReadonlyMap<string, Found>> => {
    if (count <= atOnce)
      try {
        return await run(pixels, count);
      } catch (error) {
        if (!isOutOfMemory(error)) throw error;
        if (count === 1) throw asOutOfMemory(error, 'frozen pass');
        atOnce = Math.floor(count / 2);
        report({ kind: 'notice', notice: { code: 'smaller-pass', photos: atOnce } });
      }
    const first = Math.min(atOnce, Math.ceil(count / 2));
    const bytes = (pixels.length / count) * first;
    return joined(
      await inParts(run, pixels.subarray(0, bytes), first),
      await inParts(run, pixels.subarray(bytes), count - first),
    );
  };
  return {
    run: (pixels, count) => inParts((some, number) => pass.run(some, number), pixels, count),
    runHalf: (pixels, count) => inParts((some, number) => pass.runHalf(some, number), pixels, count),
    close: () => {
      pass.close();
    },
  };
}

function joined<Found extends Values>(
  one: ReadonlyMap<string, Found>,
  other: ReadonlyMap<string, Found>,
): ReadonlyMap<string, Found> {
  return new Map([...one].map(([layer, values]) => [layer, both(values, other.get(layer)!)]));
}

function both<Found extends Values>(one: Found, other: Found): Found {
  const made = one instanceof Float32Array ? Float32Array : Uint16Array;
  const all = new made(one.length + other.length);
  all.set(one);
  all.set(other, one.length);
  return all as Found;
}
