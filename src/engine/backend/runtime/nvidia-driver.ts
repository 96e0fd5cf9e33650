import { existsSync } from 'node:fs';

/** What an NVIDIA driver leaves on Linux, under WSL too. */
const traces = ['/proc/driver/nvidia/version', '/dev/nvidiactl', '/usr/lib/wsl/lib/libcuda.so.1'];

/** True on Linux where an NVIDIA driver is loaded. */
export function hasNvidiaDriver(): boolean {
  return process.platform === 'linux' && traces.some((trace) => existsSync(trace));
}
