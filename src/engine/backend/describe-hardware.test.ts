import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeGpu, describeProcessor, parseProcessorFlags } from './describe-hardware.ts';
import { restoreNodeUtil } from './restore-node-util.ts';

describe('parseProcessorFlags', () => {
  it.each([
    ['flags\t\t: fpu avx avx2 fma avx512f avx512_bf16 amx_bf16 amx_tile', 'amx'],
    ['model name\t: x\nflags\t\t: fpu avx avx2 fma avx512f avx512_bf16\nbugs\t:', 'avx512'],
    ['flags\t\t: fpu avx avx2', 'emulated'],
    ['', 'emulated'],
  ])('tells how bf16 is computed: %s', (cpuinfo, bf16) => {
    expect(parseProcessorFlags(cpuinfo).bf16).toBe(bf16);
  });

  it('lists vector abilities on x86 and on Arm', () => {
    expect(parseProcessorFlags('flags\t: sse fma avx2 avx').vector).toEqual(['avx', 'avx2', 'fma']);
    expect(parseProcessorFlags('Features\t: fp asimd sve').vector).toEqual(['asimd', 'sve']);
  });
});

it('names this processor', () => {
  expect(describeProcessor().name).toMatch(/\(\d+\)$/);
});

it('reads the name of a GPU from its driver, and lives without one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'thaw-gpu-'));
  expect(describeGpu(folder)).toBeNull();
  mkdirSync(join(folder, '0000:01:00.0'));
  writeFileSync(join(folder, '0000:01:00.0', 'information'), 'Model: \t\t NVIDIA H200\nIRQ:   5\n');
  expect(describeGpu(folder)).toBe('NVIDIA H200');
  rmSync(folder, { recursive: true });
  expect(describeGpu(folder)).toBeNull();
});

it('puts back what newer Nodes took out of util, and nothing else', () => {
  const own = (): boolean => true;
  const util: Record<string, unknown> = { isArray: own };
  restoreNodeUtil(util);
  expect(util.isArray).toBe(own);
  const isNullOrUndefined = util.isNullOrUndefined as (value: unknown) => boolean;
  expect([null, undefined, 0, ''].map(isNullOrUndefined)).toEqual([true, true, false, false]);
});
