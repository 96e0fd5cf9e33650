import { readFileSync } from 'node:fs';
import { freemem, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import type { MemoryLimit } from '../../../shared/errors/training-errors.ts';

/** How much more memory this process may take, and what bounds it. */
export interface MemoryRoom {
  readonly bytes: number;
  readonly limit: MemoryLimit;
}

/** Where Linux tells of memory; another folder in tests. */
const systemRoot = '/';

/**
 * The least of what the container has left (cgroup v1 and v2, with all groups above), what `ulimit` leaves, and what the
 * machine has free. Files that the system keeps in memory count as free: it lets go of them.
 */
export function memoryRoom(root = systemRoot): MemoryRoom {
  const rooms: MemoryRoom[] = [
    { bytes: machineRoom(root), limit: 'machine' },
    ...containerRooms(root).map((bytes) => ({ bytes, limit: 'container' as const })),
    ...ulimitRooms(root).map((bytes) => ({ bytes, limit: 'ulimit' as const })),
  ];
  return rooms.reduce((least, room) => (room.bytes < least.bytes ? room : least));
}

function machineRoom(root: string): number {
  const table = read(join(root, 'proc/meminfo'));
  const kilobytes = (name: string): number =>
    Number(new RegExp(`^${name}:\\s*(\\d+) kB`, 'm').exec(table)?.[1]);
  const available = kilobytes('MemAvailable');
  if (Number.isFinite(available)) return (available + (kilobytes('SwapFree') || 0)) * 1024;
  // macOS counts what it merely keeps as used; there the whole memory is the better bound.
  return process.platform === 'darwin' ? totalmem() : freemem();
}

/** Of this process's group and each above it that has a limit. */
function containerRooms(root: string): number[] {
  const groups = read(join(root, 'proc/self/cgroup')).split('\n');
  return groups.flatMap((line) => {
    const [, controllers, path] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    if (path === undefined) return [];
    if (controllers === '')
      return chainOf(path).flatMap((at) => groupRoom(join(root, 'sys/fs/cgroup', at), v2));
    if (!controllers!.split(',').includes('memory')) return [];
    return chainOf(path).flatMap((at) => groupRoom(join(root, 'sys/fs/cgroup/memory', at), v1));
  });
}

/** The group and those above it; inside a container the path may be the host's, and only the root is there. */
function chainOf(path: string): string[] {
  const above = dirname(path);
  return above === path ? [path] : [path, ...chainOf(above)];
}

/** Sources: Documentation/admin-guide/cgroup-v1/memory.rst and cgroup-v2.rst of Linux. */
const v1 = {
  limit: 'memory.limit_in_bytes',
  used: 'memory.usage_in_bytes',
  files: 'total_inactive_file',
} as const;
const v2 = { limit: 'memory.max', used: 'memory.current', files: 'inactive_file' } as const;

function groupRoom(folder: string, names: typeof v1 | typeof v2): number[] {
  const limit = number(read(join(folder, names.limit)));
  const used = number(read(join(folder, names.used)));
  // Without a limit v2 says "max", and v1 a number near 2^63.
  if (limit === null || used === null || limit > 2 ** 60) return [];
  const files =
    new RegExp(`^${names.files} (\\d+)$`, 'm').exec(read(join(folder, 'memory.stat')))?.[1] ?? '0';
  return [Math.max(0, limit - used + Number(files))];
}

/** Address space and data, as `ulimit -v` and `-d` set them, less what this process has of each. */
function ulimitRooms(root: string): number[] {
  const limits = read(join(root, 'proc/self/limits'));
  const status = read(join(root, 'proc/self/status'));
  return [
    ['Max address space', 'VmSize'],
    ['Max data size', 'VmData'],
  ].flatMap(([limit, used]) => {
    const most = number(new RegExp(`^${limit!}\\s+(\\S+)`, 'm').exec(limits)?.[1] ?? '');
    const taken = number(new RegExp(`^${used!}:\\s*(\\d+) kB`, 'm').exec(status)?.[1] ?? '');
    return most === null || taken === null ? [] : [Math.max(0, most - taken * 1024)];
  });
}

function number(text: string): number | null {
  return /^\d+$/.test(text.trim()) ? Number(text) : null;
}

/** Empty where there is no such file, as on other systems. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
