import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cudaLibraries, missingCudaLibraries, unopened } from './cuda-libraries.ts';
import { gpuState, parseNvidiaSmi, type GpuFindings } from './gpu-state.ts';
import { hasNvidiaDevice, isOlder, parseDriverVersion } from './nvidia-driver.ts';
import { runtimeCatalogue } from './runtime-catalogue.ts';

const closedDriver = `NVRM version: NVIDIA UNIX x86_64 Kernel Module  470.57.02  Tue Jul 13 16:14:05 UTC 2021
GCC version:  gcc version 9.3.0 (Ubuntu 9.3.0-17ubuntu1~20.04)
`;
const openDriver = `NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  565.57.01  Release Build  (dvs-builder@U16-A24-9-2)  Thu Oct 10 12:15:00 UTC 2024
GCC version:  gcc version 13.3.0 (Ubuntu 13.3.0-6ubuntu2~24.04)
`;
const smiTable = (heading: string): string => `Thu Jul  9 12:19:17 2020
+-----------------------------------------------------------------------------+
| ${heading} |
|-------------------------------+----------------------+----------------------+
`;
const smi11 = smiTable('NVIDIA-SMI 470.57.02    Driver Version: 470.57.02    CUDA Version: 11.4    ');
const smi12 = smiTable('NVIDIA-SMI 535.183.01   Driver Version: 535.183.01   CUDA Version: 12.2    ');
const smi13 = smiTable('NVIDIA-SMI 610.57.04    KMD Version: 610.57.04     CUDA UMD Version: 13.3  ');
const smiFails =
  "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that the latest NVIDIA driver is installed and running.\n";
const smiMismatch = 'Failed to initialize NVML: Driver/library version mismatch\n';

describe('a driver’s version', () => {
  it('is read from what the kernel tells, of both kinds of driver', () => {
    expect(parseDriverVersion(closedDriver)).toBe('470.57.02');
    expect(parseDriverVersion(openDriver)).toBe('565.57.01');
    expect(parseDriverVersion('')).toBeNull();
  });

  it('is compared as numbers', () => {
    expect(isOlder('470.57.02', '525.60.13')).toBe(true);
    expect(isOlder('525.60.11', '525.60.13')).toBe(true);
    expect(isOlder('525.60.13', '525.60.13')).toBe(false);
    expect(isOlder('1000.1', '525.60.13')).toBe(false);
    expect(isOlder('525', '525.60.13')).toBe(true);
  });

  it('is read from nvidia-smi in its old and new wording', () => {
    expect(parseNvidiaSmi(smi11)).toMatchObject({ driver: '470.57.02', cuda: '11.4', failure: null });
    expect(parseNvidiaSmi(smi13)).toMatchObject({ driver: '610.57.04', cuda: '13.3', failure: null });
    expect(parseNvidiaSmi(smiFails).failure).toMatch(/^NVIDIA-SMI has failed/);
    expect(parseNvidiaSmi('No devices were found\n').noDevice).toBe(true);
  });
});

describe('the state of the GPU', () => {
  const good: GpuFindings = {
    device: true,
    driver: true,
    driverVersion: '535.183.01',
    nvidiaSmi: smi12,
    missingLibraries: [],
  };

  it.each<[string, Partial<GpuFindings>, object]>([
    ['no GPU', { device: false, driver: false, driverVersion: null, nvidiaSmi: null }, { kind: 'none' }],
    ['no driver', { driver: false, driverVersion: null, nvidiaSmi: null }, { kind: 'no-driver' }],
    [
      'an old driver',
      { driverVersion: '470.57.02', nvidiaSmi: smi11 },
      { kind: 'driver-too-old', found: '470.57.02', needed: '525.60.13' },
    ],
    [
      'an old driver without nvidia-smi',
      { driverVersion: '470.57.02', nvidiaSmi: null },
      { kind: 'driver-too-old', found: '470.57.02', needed: '525.60.13' },
    ],
    [
      'an old driver under WSL',
      { device: false, driverVersion: null, nvidiaSmi: smi11 },
      { kind: 'driver-too-old', found: 'CUDA 11.4', needed: '525.60.13' },
    ],
    [
      'an old driver with the compatibility package',
      { driverVersion: '470.57.02', nvidiaSmi: smi12 },
      { kind: 'fine', driver: '470.57.02' },
    ],
    ['a driver without a GPU', { nvidiaSmi: 'No devices were found\n' }, { kind: 'none' }],
    [
      'a driver that was updated without a restart',
      { nvidiaSmi: smiMismatch },
      { kind: 'driver-failing', detail: 'Failed to initialize NVML: Driver/library version mismatch' },
    ],
    [
      'a container that was not given the GPU',
      { missingLibraries: ['libcuda.so.1', 'libcudnn.so.9'], nvidiaSmi: null },
      { kind: 'driver-library-missing', library: 'libcuda.so.1' },
    ],
    [
      'a missing library',
      { missingLibraries: ['libcudnn.so.9'] },
      { kind: 'libraries-missing', libraries: ['libcudnn.so.9'] },
    ],
    ['nothing wrong', {}, { kind: 'fine', driver: '535.183.01' }],
    [
      'no TensorFlow for GPUs yet',
      { missingLibraries: null, driverVersion: null, nvidiaSmi: smi13 },
      { kind: 'fine', driver: '610.57.04' },
    ],
  ])('%s', (_, found, state) => {
    expect(gpuState({ ...good, ...found })).toEqual(state);
  });
});

describe('the libraries of CUDA', () => {
  it('are those of the pinned wheels', () => {
    const [, ...wheels] = runtimeCatalogue.cudaWheels['linux-x64']!;
    const parts = wheels.map(({ name }) => name.replace(/^nvidia-(.*)-cu12$/, '$1').replaceAll('-', '_'));
    // The compiler for new GPUs is a program.
    const withLibrary = parts.filter((part) => part !== 'cuda_nvcc');
    expect(new Set(cudaLibraries.map(({ part }) => part))).toEqual(new Set(withLibrary));
  });

  it('are told apart by what the system says of each', () => {
    const told = [
      { path: '/runtime/nvidia/cudnn/lib/libcudnn.so.9', message: "Module did not self-register: 'x'." },
      { path: 'libnccl.so.2', message: 'libnccl.so.2: cannot open shared object file' },
    ];
    const stdout = told.map((line) => JSON.stringify(line)).join('\n');
    expect(unopened(['libcudnn.so.9', 'libnccl.so.2', 'libcublas.so.12'], stdout)).toEqual([
      'libnccl.so.2',
      // The probe came to an end before it.
      'libcublas.so.12',
    ]);
  });

  it.skipIf(process.platform !== 'linux')('are tried beside the runtime, in another process', async () => {
    const runtime = mkdtempSync(join(tmpdir(), 'thaw-cuda-'));
    const place = (part: string): string => join(runtime, 'nvidia', part, 'lib');
    for (const part of ['cudnn', 'nccl']) mkdirSync(place(part), { recursive: true });
    const { sharedObjects } = process.report.getReport() as unknown as { sharedObjects: string[] };
    const library = sharedObjects.find((file) => /libm\.so|libm-/.test(file))!;
    symlinkSync(library, join(place('cudnn'), 'libcudnn.so.9'));
    writeFileSync(join(place('nccl'), 'libnccl.so.2'), 'not a library');
    try {
      const addon = join(runtime, 'tfjs_binding.node');
      const missing = await missingCudaLibraries(addon, new AbortController().signal);
      expect(missing).not.toContain('libcudnn.so.9');
      expect(missing).toContain('libnccl.so.2');
    } finally {
      rmSync(runtime, { recursive: true });
    }
  });
});

it('knows an NVIDIA display controller on the PCI bus', () => {
  const bus = mkdtempSync(join(tmpdir(), 'thaw-pci-'));
  const add = (name: string, vendor: string, kind: string): void => {
    mkdirSync(join(bus, name));
    writeFileSync(join(bus, name, 'vendor'), `${vendor}\n`);
    writeFileSync(join(bus, name, 'class'), `${kind}\n`);
  };
  try {
    add('0000:00:02.0', '0x8086', '0x030000');
    add('0000:01:00.1', '0x10de', '0x040300');
    expect(hasNvidiaDevice(bus)).toBe(false);
    add('0000:01:00.0', '0x10de', '0x030200');
    expect(hasNvidiaDevice(bus)).toBe(true);
  } finally {
    rmSync(bus, { recursive: true });
  }
  expect(hasNvidiaDevice('/nowhere')).toBe(false);
});
