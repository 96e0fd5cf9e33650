import type { BindGroupWish, WatchedDevice, WatchedPass } from './watched-parts.ts';

/** What was asked of a GPU. */
export interface GpuWork {
  /** By the name of the kernel. */
  readonly kernels: ReadonlyMap<string, KernelWork>;
  readonly dispatches: number;
  readonly submissions: number;
  /** From the host: tensors, and the kernels' own settings. */
  readonly bytesUploaded: number;
  readonly bytesRead: number;
  readonly reads: number;
  /** Of buffers that were made; those that are used again are not among them. */
  readonly bytesAllocated: number;
  /** By one buffer into another, on the device. */
  readonly bytesCopied: number;
}

export interface KernelWork {
  readonly dispatches: number;
  /** Sizes of the buffers that its dispatches were given, added up: each read or written once at least. */
  readonly bytesBound: number;
}

export interface DeviceWatch {
  /** What was asked since the watch began, or since this was called last. */
  take(): GpuWork;
  /** The device's own calls again. */
  end(): void;
}

/** Of pipelines: they outlive a watch, as buffers do. */
const names = new WeakMap<object, string>();
/** What the watch under way has counted; there is one at a time. */
let work = nothing();

/**
 * Counts what is asked of a device by standing before its calls. `computes`: whether it is then done; what is asked does
 * not hang on what came out, so that a processor can count in seconds what would take it an hour. Readings are zeros then.
 */
export function watchDevice(
  device: WatchedDevice,
  { computes }: { readonly computes: boolean },
): DeviceWatch {
  const sizes = new WeakMap<object, number>();
  work = nothing();
  const { queue } = device;
  const own = {
    createBuffer: device.createBuffer.bind(device),
    createComputePipeline: device.createComputePipeline.bind(device),
    createBindGroup: device.createBindGroup.bind(device),
    createCommandEncoder: device.createCommandEncoder.bind(device),
  };
  const ownQueue = { submit: queue.submit.bind(queue), writeBuffer: queue.writeBuffer.bind(queue) };

  Object.assign(device, {
    createBuffer(wish) {
      const buffer = own.createBuffer(wish);
      work.bytesAllocated += wish.size;
      if (wish.mappedAtCreation) work.bytesUploaded += wish.size;
      const mapAsync = buffer.mapAsync.bind(buffer);
      buffer.mapAsync = (mode) => {
        work.bytesRead += wish.size;
        work.reads++;
        return mapAsync(mode);
      };
      return buffer;
    },
    createComputePipeline(wish) {
      const pipeline = own.createComputePipeline(wish);
      names.set(pipeline, wish.label ?? 'unnamed');
      return pipeline;
    },
    createBindGroup(wish) {
      const group = own.createBindGroup(wish);
      sizes.set(group, boundBytes(wish));
      return group;
    },
    createCommandEncoder(wish) {
      const encoder = own.createCommandEncoder(wish);
      const beginComputePass = encoder.beginComputePass.bind(encoder);
      encoder.beginComputePass = (given) => watchPass(beginComputePass(given));
      const copy = encoder.copyBufferToBuffer.bind(encoder);
      encoder.copyBufferToBuffer = (from, offset, to, place, size) => {
        work.bytesCopied += size;
        copy(from, offset, to, place, size);
      };
      return encoder;
    },
  } satisfies Partial<WatchedDevice>);
  Object.assign(queue, {
    submit(commands) {
      work.submissions++;
      if (computes) ownQueue.submit(commands);
    },
    writeBuffer(buffer, offset, data, start, size) {
      work.bytesUploaded += size;
      ownQueue.writeBuffer(buffer, offset, data, start, size);
    },
  } satisfies WatchedDevice['queue']);

  function watchPass(pass: WatchedPass): WatchedPass {
    let [name, bytes] = ['', 0];
    const [setPipeline, setBindGroup] = [pass.setPipeline.bind(pass), pass.setBindGroup.bind(pass)];
    const dispatch = pass.dispatchWorkgroups.bind(pass);
    pass.setPipeline = (pipeline) => {
      name = names.get(pipeline) ?? 'made before the watch';
      setPipeline(pipeline);
    };
    pass.setBindGroup = (index, group) => {
      bytes = sizes.get(group)!;
      setBindGroup(index, group);
    };
    pass.dispatchWorkgroups = (x, y, z) => {
      const before = work.kernels.get(name) ?? { dispatches: 0, bytesBound: 0 };
      work.kernels.set(name, {
        dispatches: before.dispatches + 1,
        bytesBound: before.bytesBound + bytes,
      });
      work.dispatches++;
      dispatch(x, y, z);
    };
    return pass;
  }

  return {
    take() {
      const taken = work;
      work = nothing();
      return taken;
    },
    end() {
      Object.assign(device, own);
      Object.assign(queue, ownQueue);
    },
  };
}

/** The last one holds the kernel's settings, which are counted where they are uploaded. */
function boundBytes({ entries }: BindGroupWish): number {
  return entries.slice(0, -1).reduce((sum, { resource }) => sum + resource.buffer.size, 0);
}

type Counting = { -readonly [Key in keyof GpuWork]: GpuWork[Key] } & { kernels: Map<string, KernelWork> };

function nothing(): Counting {
  return {
    kernels: new Map(),
    dispatches: 0,
    submissions: 0,
    bytesUploaded: 0,
    bytesRead: 0,
    reads: 0,
    bytesAllocated: 0,
    bytesCopied: 0,
  };
}
