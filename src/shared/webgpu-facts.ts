/** What is known of a GPU that WebGPU computes on; its name is the device's. */
export interface WebgpuFacts {
  /** In the driver's own words, with its version. */
  readonly driver: string;
  /** null: not told. */
  readonly memoryBytes: number | null;
  /** What one tensor may take. */
  readonly largestBufferBytes: number;
  readonly precision: 'fp32';
  /** A program on the processor computes as a GPU. */
  readonly software: boolean;
}
