import type { TensorInfo } from '@tensorflow/tfjs';

/**
 * The parts of WebGPU, as Dawn gives it to Node, and of tfjs's backend for it that Thaw calls directly.
 * Source: https://www.w3.org/TR/webgpu.
 */
export interface Gpu {
  /** null where no adapter answers the wish. */
  requestAdapter(wish: {
    readonly powerPreference?: 'high-performance' | 'low-power';
  }): Promise<GpuAdapter | null>;
}

/** A GPU with its driver, or a program that computes as one. */
export interface GpuAdapter {
  readonly info: {
    readonly vendor: string;
    readonly architecture: string;
    readonly device: string;
    /** The driver's own words. */
    readonly description: string;
    readonly isFallbackAdapter?: boolean;
  };
  readonly limits: GpuLimits;
  /** What WebGPU leaves to the GPU, by name. */
  readonly features: ReadonlySet<string>;
  requestDevice(wish: {
    readonly requiredLimits: Readonly<Record<string, number>>;
    readonly requiredFeatures: readonly string[];
  }): Promise<GpuDevice>;
}

/** What WebGPU names so; a device has no more than was asked for. */
export type GpuLimits = Readonly<Record<LimitName, number>>;

export type LimitName =
  | 'maxBufferSize'
  | 'maxStorageBufferBindingSize'
  | 'maxStorageBuffersPerShaderStage'
  | 'maxComputeWorkgroupStorageSize'
  | 'maxComputeInvocationsPerWorkgroup'
  | 'maxComputeWorkgroupSizeX'
  | 'maxComputeWorkgroupsPerDimension';

export interface GpuBuffer {
  readonly size: number;
  readonly usage: number;
  destroy(): void;
}

/** What a guard stands before. */
export interface GuardedDevice {
  readonly limits: GpuLimits;
  /** Settles when the device can compute no more. */
  readonly lost: Promise<{ readonly reason: string; readonly message: string }>;
  createBuffer(wish: {
    readonly size: number;
    readonly usage: number;
    readonly mappedAtCreation?: boolean;
  }): GpuBuffer;
  pushErrorScope(filter: ErrorFilter): void;
  popErrorScope(): Promise<{ readonly message: string } | null>;
  destroy(): void;
}

export interface GpuDevice extends GuardedDevice {
  createShaderModule(wish: { readonly label: string; readonly code: string }): object;
  createComputePipeline(wish: {
    readonly label: string;
    readonly layout: 'auto';
    readonly compute: { readonly module: object; readonly entryPoint: string };
  }): GpuPipeline;
  createBindGroup(wish: {
    readonly layout: object;
    readonly entries: readonly { readonly binding: number; readonly resource: object }[];
  }): object;
  readonly queue: { onSubmittedWorkDone(): Promise<void> };
}

export interface GpuPipeline {
  getBindGroupLayout(index: number): object;
}

interface GpuComputePass {
  setPipeline(pipeline: GpuPipeline): void;
  setBindGroup(index: number, bindings: object): void;
  dispatchWorkgroups(x: number, y?: number, z?: number): void;
}

export type ErrorFilter = 'validation' | 'out-of-memory' | 'internal';

/** What of tfjs's backend a guard stands before. */
export interface GuardedBackend {
  readonly bufferManager: BufferPool;
  read(data: object): Promise<ArrayLike<number>>;
}

/** tfjs's backend on a device. */
export interface WebgpuBackend extends GuardedBackend {
  readonly device: GpuDevice;
  /** By the tensors' ids. `values`: what a reading gave, kept for the next one. */
  readonly tensorMap: { get(data: object): { values: ArrayLike<number> | null } };
  /** Those that commands not yet handed over use. */
  readonly commandQueueOwnedIds: { add(data: object): void };
  readonly pipelineCache: Record<string, GpuPipeline>;
  readonly commandEncoder: { beginComputePass(): GpuComputePass } | null;
  computePassEncoder: GpuComputePass | null;
  dispatchCountInPass: number;
  /** Gives a tensor its buffer, and puts its values there. */
  uploadToGPU(data: object): void;
  disposeData(data: object): boolean;
  tensorToBinding(tensor: object): object;
  makeUniforms(settings: readonly WebgpuSetting[]): object;
  makeTensorInfo(shape: readonly number[], dtype: 'float32' | 'int32'): TensorInfo;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  /** Hands over what was asked. */
  submitQueue(): void;
  /** Runs a program of ours on tensors, and gives the tensor that it makes. */
  runWebGPUProgram(
    program: WebgpuProgram,
    inputs: readonly object[],
    dtype: string,
    uniforms: readonly { readonly type: 'int32'; readonly data: readonly number[] }[],
  ): object;
}

export interface WebgpuSetting {
  readonly type: 'float32' | 'int32' | 'uint32';
  readonly data: readonly [number];
}

/** Buffers that are kept for the next tensor of their size. */
export interface BufferPool {
  readonly freeBuffers: Map<string, GpuBuffer[]>;
  readonly usedBuffers: Map<string, GpuBuffer[]>;
  numFreeBuffers: number;
  numBytesAllocated: number;
  /** `reuse` false: the buffer is destroyed. */
  releaseBuffer(buffer: GpuBuffer, reuse?: boolean): void;
}

/** A shader as tfjs puts it together: it adds the declarations of inputs, shapes and uniforms. */
export interface WebgpuProgram {
  readonly variableNames: readonly string[];
  readonly uniforms: string;
  readonly workgroupSize: readonly [number, number, number];
  readonly outputShape: readonly number[];
  readonly dispatchLayout: { readonly x: readonly number[] };
  /** tfjs spreads it over more dimensions where one is too long. */
  dispatch: readonly [number, number, number];
  /** Told `uniforms.size`, the number of outputs. */
  readonly size: true;
  readonly shaderKey: string;
  getUserCode(): string;
}
