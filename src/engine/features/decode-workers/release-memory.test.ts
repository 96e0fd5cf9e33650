import { expect, it } from 'vitest';
import { releaseMemory } from './release-memory.ts';

it('gives memory back although it can still be reached', () => {
  const before = process.memoryUsage().arrayBuffers;
  const kept = Array.from({ length: 64 }, () => new ArrayBuffer(1e6));
  expect(process.memoryUsage().arrayBuffers - before).toBeGreaterThan(60e6);
  for (const buffer of kept) releaseMemory(buffer);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4e6);
  expect(kept.map(({ byteLength }) => byteLength)).toEqual(kept.map(() => 0));
});
