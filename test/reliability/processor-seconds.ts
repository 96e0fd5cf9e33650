import { readFileSync } from 'node:fs';

/** Of the clock by which proc(5) counts; the same on every Linux that Node runs on. */
const ticksPerSecond = 100;

/**
 * Seconds that a running process has computed so far, all its threads together, itself and the system for it: other work on
 * the machine does not lengthen them. null where it is gone or that is not told.
 */
export function processorSeconds(pid: number | undefined): number | null {
  try {
    // The name in parentheses may hold spaces.
    const [, fields] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(/\) (?!.*\) )/);
    const [user, system] = fields!.split(' ').slice(11, 13);
    return (Number(user) + Number(system)) / ticksPerSecond;
  } catch {
    return null;
  }
}
