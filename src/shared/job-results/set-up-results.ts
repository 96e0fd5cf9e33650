import type { DeviceTiming } from '../device-timing.ts';
import type { WebgpuFacts } from '../webgpu-facts.ts';

/** What jobs answer with that make device, TensorFlow and weights ready. */

export interface BackendFacts {
  readonly backend: string;
  readonly device: string;
  readonly tensorflowVersion: string | null;
  readonly bf16: 'amx' | 'avx512' | 'gpu' | 'emulated' | 'none';
  readonly vector: readonly string[];
  /** There where onnxruntime computes the frozen layers beside WASM: its speed in WASM's, measured when it was opened. */
  readonly onnxruntime?: { readonly version: string; readonly timesFaster: number };
  /** There where WebGPU computes. */
  readonly webgpu?: WebgpuFacts;
  /** There where several devices open and the choice was left to Thaw: what it was made by. */
  readonly timings?: readonly DeviceTiming[];
  /** What else was tried, and why it was not taken. */
  readonly passedOver: readonly { readonly backend: string; readonly reason: string }[];
  readonly secondsToStart: number;
}

/** The TensorFlow that set-up got. */
export interface SetUpResult {
  readonly tensorflowVersion: string;
  /** The rung of the ladder that it came by. */
  readonly way: string;
}

export interface WeightsResult {
  readonly base: string;
  /** SHA-256 of the tensors in canonical order. */
  readonly sha256: string;
}
