import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** What a process holds. */
export interface Holdings {
  readonly residentBytes: number;
  /** Open files, sockets and pipes. */
  readonly handles: number;
}

/** null where the system does not tell: Linux alone does. */
export function holdingsOf(pid: number): Holdings | null {
  if (process.platform !== 'linux') return null;
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kilobytes = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0);
  return { residentBytes: kilobytes * 1024, handles: readdirSync(`/proc/${pid}/fd`).length };
}

/** As soon as a process holds no more handles than so many, or when it does not come to that for half a minute. */
export async function settledHoldings(pid: number, handles: number): Promise<Holdings | null> {
  for (let looks = 0; looks < 150; looks++) {
    const now = holdingsOf(pid);
    if (now === null || now.handles <= handles) return now;
    await wait(200);
  }
  return holdingsOf(pid);
}
