import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { BackendFacts } from '../../shared/job-results/set-up-results.ts';
import { createCliContext } from '../create-cli-context.ts';
import { thawVersion } from '../../shared/version.ts';
import type { CliContext } from '../cli-context.ts';
import { registerDoctor } from './doctor.ts';

const facts: BackendFacts = {
  backend: 'tensorflow',
  device: 'a processor (2)',
  tensorflowVersion: '2.21.0',
  bf16: 'amx',
  vector: ['avx2', 'amx_bf16'],
  passedOver: [{ backend: 'tensorflow-cuda', reason: 'no usable GPU' }],
  secondsToStart: 0.5,
};
const home = process.env.THAW_HOME;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'thaw-doctor-'));
  process.env.THAW_HOME = folder;
});
afterEach(() => {
  if (home === undefined) Reflect.deleteProperty(process.env, 'THAW_HOME');
  else process.env.THAW_HOME = home;
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the command with a probe of our own, and gives what it printed. */
async function doctor(probe: () => Promise<BackendFacts>, language: string, ...options: string[]) {
  const printed: string[] = [];
  const objects: object[] = [];
  const context = createCliContext({
    argv: ['doctor', ...options],
    cwd: folder,
    environment: { THAW_LANGUAGE: language },
    stdout: process.stdout,
    stderr: process.stderr,
  });
  const cli: CliContext = {
    ...context,
    print: (line = '') => printed.push(line),
    printJson: (value) => objects.push(value),
    run: <Result>() => probe() as Promise<Result>,
  };
  const program = new Command().exitOverride();
  registerDoctor(program, cli);
  const failure = await program.parseAsync(['doctor', ...options], { from: 'user' }).then(
    () => null,
    (error: unknown) => error,
  );
  return { text: printed.join('\n'), objects, failure };
}

it('tells what computes, where things lie, and what would be faster', async () => {
  const { text, failure } = await doctor(() => Promise.resolve(facts), 'en');
  expect(failure).toBeNull();
  for (const part of [
    'a processor (2)',
    '2.21.0',
    'avx2 amx_bf16',
    'AMX',
    join(folder, 'weights'),
    'tensorflow-cuda: no usable GPU',
    'wasm: not tried, it comes after the one that was taken',
  ])
    expect(text).toContain(part);
  expect(text).toContain('To get faster');
});

it('tells it in Chinese', async () => {
  const { text } = await doctor(() => Promise.resolve(facts), 'zh-CN');
  expect(text).toContain('如何更快');
  expect(text).not.toContain('To get faster');
});

it('tells that onnxruntime computes the frozen layers beside WASM', async () => {
  const beside = { ...facts, backend: 'wasm', onnxruntime: { version: '1.30.0', timesFaster: 15.2 } };
  const { text } = await doctor(() => Promise.resolve(beside), 'en');
  expect(text).toMatch(/Frozen layers +onnxruntime 1\.30\.0, 15 times as fast as WASM/);
  expect(text).toMatch(/NVIDIA GPU +\S/);
});

it.each([
  [
    'en',
    /Device +radeon rx 7600/,
    /GPU driver +Mesa 25\.1/,
    /GPU memory +not told, up to 2\.1\sGB/,
    /Precision +fp32/,
    /Other GPU +intel xe lpg \(THAW_GPU="intel xe lpg" takes it\)/,
  ],
  [
    'zh-CN',
    /设备 +radeon rx 7600/,
    /GPU 驱动 +Mesa 25\.1/,
    /显存 +未告知/,
    /精度 +fp32/,
    /其他 GPU +intel xe lpg/,
  ],
] as const)('tells which GPU WebGPU computes on, in %s', async (language, ...parts) => {
  const onGpu: BackendFacts = {
    ...facts,
    backend: 'webgpu',
    device: 'radeon rx 7600',
    webgpu: {
      driver: 'Mesa 25.1',
      memoryBytes: null,
      largestBufferBytes: 2 ** 31,
      precision: 'fp32',
      halves: false,
      software: false,
      otherGpus: ['intel xe lpg'],
    },
  };
  const { text } = await doctor(() => Promise.resolve(onGpu), language);
  for (const part of parts) expect(text).toMatch(part);
});

it.each([
  ['en', /Timed +tensorflow \(a processor\): 40\.0 photos\/s/],
  ['zh-CN', /测速 +tensorflow（a processor）：.*每秒 40\.0 张/],
] as const)('tells what the choice of a device was made by, in %s', async (language, line) => {
  const timings = [
    { backend: 'tensorflow', device: 'a processor', photosPerSecond: 40 },
    { backend: 'webgpu', device: 'integrated', photosPerSecond: 12.34 },
  ];
  const { text } = await doctor(() => Promise.resolve({ ...facts, timings }), language);
  expect(text).toMatch(line);
  expect(text).toMatch(/webgpu.*12\.3/);
});

it('tells it as one object', async () => {
  const { text, objects } = await doctor(() => Promise.resolve(facts), 'en', '--json');
  expect(text).toBe('');
  expect(objects).toHaveLength(1);
  expect(objects[0]).toMatchObject({ kind: 'result', ...facts, error: null, runtime: null, home: folder });
  expect(objects[0]).toHaveProperty('memory.totalBytes');
  expect(objects[0]).toHaveProperty('gpu.kind');
  expect(objects[0]).toMatchObject({
    version: thawVersion,
    node: process.version,
    data: folder,
    disk: { homeFreeBytes: expect.any(Number), dataFreeBytes: expect.any(Number) },
    ladder: [
      { backend: 'tensorflow-cuda', state: 'passed-over' },
      { backend: 'tensorflow', state: 'taken' },
      { backend: 'webgpu', state: 'slower' },
      { backend: 'wasm', state: 'slower' },
    ],
    log: [],
  });
  expect(objects[0]).toHaveProperty('folders.length', 5);
});

it('tells the rest where no backend opens, and fails', async () => {
  const error = new ThawError('backend-unavailable', { backend: 'auto', reason: 'none opens' });
  const { objects, failure } = await doctor(() => Promise.reject(error), 'en', '--json');
  expect(objects[0]).toMatchObject({ kind: 'result', error: { code: 'backend-unavailable' }, home: folder });
  expect(failure).toBe(error);
});
