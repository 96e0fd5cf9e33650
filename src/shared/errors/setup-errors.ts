/** What can go wrong while TensorFlow's runtime, packages or downloads are provided. */
export interface SetupErrors {
  'download-failed': { what: string; detail: string };
  'download-wrong-hash': { what: string; expected: string; found: string };
  'pip-missing': { what: string };
  'wheel-not-found': { file: string };
  /** A wheel that was brought is none of those that set-up takes here. */
  'wheel-not-pinned': { file: string; found: string; wanted: readonly string[] };
  'archive-damaged': { file: string; detail: string };
  'runtime-unavailable': { tried: readonly { way: string; reason: string }[] };
  'runtime-folder-invalid': { folder: string; missing: string };
  /** The platform as Node names it, such as linux-riscv64. */
  'runtime-unsupported': { platform: string };
  'compiler-missing': { tried: readonly string[] };
  'compiler-failed': { compiler: string; detail: string };
  'binding-does-not-load': { addon: string; detail: string };
  'backend-unavailable': { backend: string; reason: string };
  /**
   * There is no GPU for WebGPU. `detail` of `driver`: what needs one; of `package`: why it does not load; of `software`:
   * the program that computes as a GPU; of `switched-off`: what switched it off.
   */
  'gpu-unavailable': {
    reason: 'switched-off' | 'driver' | 'package' | 'adapter' | 'name' | 'software';
    detail: string;
  };
  /** `limit` as WebGPU names it. */
  'gpu-too-small': { gpu: string; limit: string; needed: number; found: number };
  offline: { what: string };
}
