import { readFileSync } from 'node:fs';

/** The most memory that a running process had resident so far, in bytes (proc(5), VmHWM); 0 where it is gone or that is not told. */
export function peakMemory(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return 1024 * Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0);
  } catch {
    return 0;
  }
}
