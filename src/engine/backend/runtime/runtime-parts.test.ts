import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compilerArguments } from './compile-binding.ts';
import { prebuiltAddresses } from './prebuilt-runtime.ts';
import { runtimeCatalogue } from './runtime-catalogue.ts';
import { speedRemedies } from './speed-remedies.ts';
import { isProgram, placeOfMember } from './wheel-layout.ts';
import { wheelsFor } from './wheel-runtime.ts';

describe('the pinned wheels', () => {
  it('are one TensorFlow, with NVIDIA’s libraries after it for GPUs', () => {
    for (const platform of ['linux-x64', 'linux-arm64', 'darwin-arm64'])
      expect(wheelsFor('pypi-wheel', platform)).toMatchObject([
        { version: runtimeCatalogue.tensorflowVersion },
      ]);
    const [tensorflow, ...nvidia] = wheelsFor('pypi-wheel-cuda', 'linux-x64');
    expect(tensorflow).toMatchObject({ name: 'tensorflow', version: runtimeCatalogue.tensorflowVersion });
    expect(nvidia).toHaveLength(12);
    expect(nvidia.every(({ name }) => name.startsWith('nvidia-') && name.endsWith('-cu12'))).toBe(true);
  });

  it('are all different', () => {
    const hashes = [
      ...Object.values(runtimeCatalogue.wheels),
      ...Object.values(runtimeCatalogue.cudaWheels).flat(),
    ];
    expect(new Set(hashes.map(({ sha256 }) => sha256)).size).toBe(hashes.length);
  });

  it('do not exist for every platform', () => {
    expect(() => wheelsFor('pypi-wheel', 'win32-x64')).toThrow('runtime-unsupported');
    expect(() => wheelsFor('pypi-wheel-cuda', 'linux-arm64')).toThrow('runtime-unsupported');
  });
});

describe('the members of a wheel', () => {
  it.each([
    'tensorflow/libtensorflow_cc.so.2',
    'tensorflow/libtensorflow_framework.2.dylib',
    'tensorflow/include/tensorflow/c/eager/c_api.h',
    'tensorflow/include/xla/tsl/c/tsl_status.h',
    'nvidia/cudnn/lib/libcudnn.so.9',
    'nvidia/cuda_nvcc/bin/ptxas',
    'nvidia/cuda_nvcc/nvvm/libdevice/libdevice.10.bc',
  ])('%s keeps its place', (name) => {
    expect(placeOfMember(name)).toBe(name);
  });

  it.each([
    'tensorflow/python/_pywrap_tensorflow_internal.so',
    'tensorflow/include/Eigen/Core',
    'tensorflow/include/tensorflow/core/kernels/x.h',
    'nvidia/cudnn/include/cudnn.h',
    'tensorflow/__init__.py',
  ])('%s is left out', (name) => {
    expect(placeOfMember(name)).toBeNull();
  });

  it('are programs where they are run', () => {
    expect(isProgram('nvidia/cuda_nvcc/bin/ptxas')).toBe(true);
    expect(isProgram('nvidia/cudnn/lib/libcudnn.so.9')).toBe(false);
  });
});

describe('the call of the compiler', () => {
  const parts = {
    include: '/tf/include',
    libraries: ['/tf/lib/a', '/tf/lib/b'],
    addon: '/home/binding.node',
  };

  it('names sources that exist, the libraries, and where they are found when the binding is loaded', () => {
    const given = compilerArguments(
      { ...parts, librariesFrom: { kind: 'absolute', path: '/tf/lib' } },
      '/out',
      'linux',
    );
    expect(given.filter((parameter) => parameter.endsWith('.cc')).every((file) => existsSync(file))).toBe(
      true,
    );
    expect(given).toEqual(
      expect.arrayContaining(['-shared', '-std=c++17', '-DNAPI_VERSION=8', '/tf/lib/a', '/tf/lib/b']),
    );
    expect(given).toContain('-Wl,-rpath,/tf/lib');
    expect(given.slice(-2)).toEqual(['-o', '/out']);
  });

  it('keeps a folder that is moved working', () => {
    const librariesFrom = { kind: 'beside-binding', path: 'tensorflow' } as const;
    expect(compilerArguments({ ...parts, librariesFrom }, '/out', 'linux')).toContain(
      '-Wl,-rpath,$ORIGIN/tensorflow',
    );
    const mac = compilerArguments({ ...parts, librariesFrom }, '/out', 'darwin');
    expect(mac).toEqual(
      expect.arrayContaining(['-bundle', 'dynamic_lookup', '-Wl,-rpath,@loader_path/tensorflow']),
    );
  });
});

it('knows where the prebuilt binding would lie, and that there is none for Linux', () => {
  const { addon, library } = prebuiltAddresses('win32-x64');
  expect(addon).toMatch(/^https:.+\/napi-v8\/4\.22\.0\/CPU-windows-4\.22\.0\.zip$/);
  expect(library).toMatch(/^https:.+windows-x86_64-2\.9\.1\.zip$/);
  expect(() => prebuiltAddresses('linux-x64')).toThrow('runtime-unsupported');
});

describe('what makes it faster', () => {
  const runtime = { addon: '/x', tensorflowVersion: '2.21.0', way: 'pypi-wheel', cuda: false };
  const good = { runtime, passedOver: [], gpu: { kind: 'none' }, switchedOff: false } as const;
  const failed = (...codes: string[]) => ({
    ...good,
    runtime: null,
    passedOver: codes.map((code) => ({ way: 'pypi-wheel', error: { code, facts: {} } as never })),
  });

  it('depends on why there is no TensorFlow', () => {
    expect(speedRemedies({ backend: 'wasm', bf16: 'none' }, { ...good, switchedOff: true })).toEqual([
      'unset-runtime',
    ]);
    expect(speedRemedies({ backend: 'wasm', bf16: 'none' }, failed('pip-missing'))).toEqual([
      'install-python',
    ]);
    expect(speedRemedies(null, failed('compiler-missing', 'runtime-unsupported'))).toEqual([
      'install-compiler',
    ]);
    expect(speedRemedies(null, failed('offline'))).toEqual(['connect-once']);
    expect(speedRemedies(null, failed('runtime-unsupported'))).toEqual(['own-tensorflow']);
    expect(speedRemedies(null, failed())).toEqual(['run-setup']);
    expect(speedRemedies({ backend: 'wasm', bf16: 'none' }, good)).toEqual(['run-setup']);
  });

  it('depends on the processor and the GPU where there is one', () => {
    expect(speedRemedies({ backend: 'tensorflow', bf16: 'amx' }, good)).toEqual(['nvidia-gpu']);
    expect(speedRemedies({ backend: 'tensorflow', bf16: 'emulated' }, good)).toEqual(['nvidia-gpu']);
    const withGpu = { ...good, gpu: { kind: 'fine', driver: '535.183.01' } } as const;
    expect(speedRemedies({ backend: 'tensorflow', bf16: 'avx512' }, withGpu)).toEqual(['cuda-setup']);
    expect(speedRemedies({ backend: 'tensorflow', bf16: 'gpu' }, withGpu)).toEqual(['nothing']);
  });

  it.each([
    [{ kind: 'no-driver' }, 'install-driver'],
    [{ kind: 'driver-too-old', found: '470.57.02', needed: '525.60.13' }, 'update-driver'],
    [{ kind: 'driver-failing', detail: 'no' }, 'mend-driver'],
    [{ kind: 'driver-library-missing', library: 'libcuda.so.1' }, 'give-gpu'],
    [{ kind: 'libraries-missing', libraries: ['libcudnn.so.9'] }, 'cuda-libraries'],
    [{ kind: 'fine', driver: null }, 'gpu-unseen'],
  ] as const)('depends on what keeps the GPU from being used: %j', (gpu, remedy) => {
    const installation = { ...good, gpu, runtime: { ...runtime, cuda: true } };
    expect(speedRemedies({ backend: 'tensorflow', bf16: 'amx' }, installation)).toEqual([remedy]);
  });
});
