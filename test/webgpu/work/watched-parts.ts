/**
 * The parts of a WebGPU device that are called while tfjs computes, as the watch wraps them.
 * Source: https://www.w3.org/TR/webgpu.
 */
export interface WatchedBuffer {
  readonly size: number;
  mapAsync(mode: number): Promise<void>;
}

interface BufferWish {
  readonly size: number;
  readonly usage: number;
  readonly mappedAtCreation?: boolean;
}

export interface WatchedPass {
  setPipeline(pipeline: object): void;
  setBindGroup(index: number, group: object): void;
  dispatchWorkgroups(x: number, y?: number, z?: number): void;
}

export interface WatchedEncoder {
  beginComputePass(wish?: object): WatchedPass;
  copyBufferToBuffer(from: object, offset: number, to: object, place: number, size: number): void;
}

export interface BindGroupWish {
  readonly entries: readonly { readonly resource: { readonly buffer: WatchedBuffer } }[];
}

export interface WatchedDevice {
  createBuffer(wish: BufferWish): WatchedBuffer;
  createComputePipeline(wish: { readonly label?: string }): object;
  createBindGroup(wish: BindGroupWish): object;
  createCommandEncoder(wish?: object): WatchedEncoder;
  readonly queue: WatchedQueue;
}

export interface WatchedQueue {
  submit(commands: readonly object[]): void;
  writeBuffer(buffer: object, offset: number, data: ArrayBuffer, start: number, size: number): void;
}
