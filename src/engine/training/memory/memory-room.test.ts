import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { memoryRoom } from './memory-room.ts';

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
});

/** A Linux with 8 GiB free and these files. */
function system(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'memory-room-'));
  made.push(root);
  const meminfo = 'MemTotal: 16777216 kB\nMemAvailable: 8388608 kB\nSwapFree: 0 kB\n';
  for (const [path, text] of Object.entries({ 'proc/meminfo': meminfo, ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const group = (folder: string, max: string, current: number, files = 0): Record<string, string> => ({
  [`sys/fs/cgroup${folder}/memory.max`]: `${max}\n`,
  [`sys/fs/cgroup${folder}/memory.current`]: `${current}\n`,
  [`sys/fs/cgroup${folder}/memory.stat`]: `anon 5\ninactive_file ${files}\nactive_file 7\n`,
});

it('is what the machine has free, swap included', () => {
  expect(memoryRoom(system({}))).toEqual({ bytes: 8 * 2 ** 30, limit: 'machine' });
  const swap = 'MemAvailable: 1000 kB\nSwapFree: 24 kB\n';
  expect(memoryRoom(system({ 'proc/meminfo': swap })).bytes).toBe(1024 * 1024);
});

it.each([
  ['its own', group('/a/b', '3000', 1000), 2000],
  ['one above', { ...group('/a', '1500', 1000), ...group('/a/b', 'max', 900) }, 500],
  ['its own, files in memory not counted', group('/a/b', '3000', 2900, 700), 800],
  ["the container's root, where the path is the host's", group('', '2500', 500), 2000],
  ['one that is full', group('/a/b', '3000', 3100), 0],
])('is what a group of version 2 leaves: %s', (_, files, bytes) => {
  const root = system({ 'proc/self/cgroup': '0::/a/b\n', ...files });
  expect(memoryRoom(root)).toEqual({ bytes, limit: 'container' });
});

it('is what a group of version 1 leaves, or one above it', () => {
  const files = (folder: string, limit: string, used: number) => ({
    [`sys/fs/cgroup/memory${folder}/memory.limit_in_bytes`]: limit,
    [`sys/fs/cgroup/memory${folder}/memory.usage_in_bytes`]: `${used}\n`,
    [`sys/fs/cgroup/memory${folder}/memory.stat`]: 'inactive_file 1\ntotal_inactive_file 100\n',
  });
  const cgroup = { 'proc/self/cgroup': '5:cpu,cpuacct:/x\n4:memory:/a/b\n0::/\n' };
  const unlimited = files('/a/b', '9223372036854771712', 50);
  expect(memoryRoom(system({ ...cgroup, ...unlimited })).limit).toBe('machine');
  expect(memoryRoom(system({ ...cgroup, ...unlimited, ...files('/a', '5000', 1000) }))).toEqual({
    bytes: 4100,
    limit: 'container',
  });
});

it('is what ulimit leaves of addresses and of data', () => {
  const status = { 'proc/self/status': 'VmSize:\t  1000 kB\nVmData:\t   200 kB\n' };
  const limits = (addresses: string, data: string) => ({
    'proc/self/limits': `Limit                     Soft Limit           Hard Limit           Units\nMax data size             ${data}            unlimited            bytes\nMax address space         ${addresses}            unlimited            bytes\n`,
  });
  expect(memoryRoom(system({ ...status, ...limits('unlimited', 'unlimited') })).limit).toBe('machine');
  expect(memoryRoom(system({ ...status, ...limits('3072000', 'unlimited') }))).toEqual({
    bytes: 2048000,
    limit: 'ulimit',
  });
  expect(memoryRoom(system({ ...status, ...limits('3072000', '1024000') })).bytes).toBe(819200);
});

it('is something on this very machine', () => {
  expect(memoryRoom().bytes).toBeGreaterThan(2 ** 20);
});
