/** What is known of a GPU that WebGPU computes on; its name is the device's. */
export interface WebgpuFacts {
  /** In the driver's own words, with its version. */
  readonly driver: string;
  /** null: not told. */
  readonly memoryBytes: number | null;
  /** What one tensor may take. */
  readonly largestBufferBytes: number;
  /** Of what learns, is shown, chosen by or exported. */
  readonly precision: 'fp32';
  /** Its shaders know numbers of 16 bits (shader-f16), so that features for the cache may be computed in fp16. */
  readonly halves: boolean;
  /** A program on the processor computes as a GPU. */
  readonly software: boolean;
  /** Names of GPUs that are there too; THAW_GPU takes one of them. */
  readonly otherGpus: readonly string[];
}
