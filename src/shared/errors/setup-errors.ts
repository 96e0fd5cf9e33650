/** What can go wrong while TensorFlow's runtime, packages or downloads are provided. */
export interface SetupErrors {
  'download-failed': { what: string; detail: string };
  'download-wrong-hash': { what: string; expected: string; found: string };
  'runtime-unavailable': { tried: readonly { way: string; reason: string }[] };
  'runtime-folder-invalid': { folder: string; missing: string };
  'compiler-failed': { compiler: string; detail: string };
  'backend-unavailable': { backend: string; reason: string };
  offline: { what: string };
}
