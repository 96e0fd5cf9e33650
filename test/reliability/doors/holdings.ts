import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { House } from './house.ts';

/** What the service of a house holds. */
export interface Holdings {
  /** By its heap and its buffers, without garbage. */
  readonly keptBytes: number;
  /** Of the process, with the garbage that its collector has left. 0 where the system does not tell: Linux alone does. */
  readonly residentBytes: number;
  /** Open files, sockets and pipes; 0 where the system does not tell. */
  readonly handles: number;
}

/** As soon as the service holds no more handles than so many, or when it does not come to that for half a minute. */
export async function settledHoldings({ pid, inspector }: House, handles: number): Promise<Holdings> {
  for (let looks = 0; looks < 150 && handlesOf(pid) > handles; looks++) await wait(200);
  return {
    keptBytes: await inspector.bytesKept(),
    residentBytes: residentBytesOf(pid),
    handles: handlesOf(pid),
  };
}

/** Open files, sockets and pipes of a process; 0 where the system does not tell. */
export function handlesOf(pid: number): number {
  return process.platform === 'linux' ? readdirSync(`/proc/${pid}/fd`).length : 0;
}

function residentBytesOf(pid: number): number {
  if (process.platform !== 'linux') return 0;
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes ?? 0) * 1024;
}
