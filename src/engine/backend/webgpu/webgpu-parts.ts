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

export interface GpuDevice {
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

export type ErrorFilter = 'validation' | 'out-of-memory' | 'internal';

/** tfjs's backend on a device. */
export interface WebgpuBackend {
  readonly device: GpuDevice;
  readonly bufferManager: BufferPool;
  read(data: object): Promise<ArrayLike<number>>;
  /** Runs a program of ours on tensors, and gives the tensor that it makes. */
  runWebGPUProgram(
    program: WebgpuProgram,
    inputs: readonly object[],
    dtype: string,
    uniforms: readonly { readonly type: 'int32'; readonly data: readonly number[] }[],
  ): object;
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
