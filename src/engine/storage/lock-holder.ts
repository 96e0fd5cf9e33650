import { readFileSync } from 'node:fs';

/** The process that a lock file names. */
export interface Holder {
  readonly pid: number;
  /** When the process began, as the system counts: a pid alone may belong to a later process. Empty: unknown. */
  readonly began: string;
}

export function holderHere(): Holder {
  return { pid: process.pid, began: processBegan(process.pid) };
}

/** The holder in a lock file's content; null where there is none. */
export function parseHolder(content: string): Holder | null {
  try {
    const { pid, began } = JSON.parse(content) as Partial<Holder>;
    return Number.isInteger(pid) && pid! > 0 ? { pid: pid!, began: began ?? '' } : null;
  } catch {
    return null;
  }
}

/** True where the process is gone, or its pid belongs to a later one. */
export function hasEnded({ pid, began }: Holder): boolean {
  if (!isAlive(pid)) return true;
  const beganNow = processBegan(pid);
  return began !== '' && beganNow !== '' && beganNow !== began;
}

/** True where a process of this number runs, whoever's it is. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A killed process whose parent has not asked for its end yet still answers to signals.
    return processFacts(pid)[0] !== 'Z';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Start time of a process since the system's start; empty where the system does not tell. */
function processBegan(pid: number): string {
  return processFacts(pid)[19] ?? '';
}

/** The fields of Linux's /proc/PID/stat from the third (state) on; the second, a name, may hold anything. */
function processFacts(pid: number): readonly string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}
