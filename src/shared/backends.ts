/** What computes, from the fastest to the one that runs everywhere. */
export const backendNames = ['tensorflow', 'webgpu', 'wasm'] as const;
export type BackendName = (typeof backendNames)[number];
