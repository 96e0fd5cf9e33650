import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const versionFile = '/proc/driver/nvidia/version';

/** What an NVIDIA driver leaves on Linux, under WSL too. */
const traces = [versionFile, '/dev/nvidiactl', '/usr/lib/wsl/lib/libcuda.so.1'];

/** True on Linux where an NVIDIA driver is loaded. */
export function hasNvidiaDriver(): boolean {
  return process.platform === 'linux' && traces.some((trace) => existsSync(trace));
}

/** The loaded driver's version as Linux tells it, such as 535.183.01; null where it does not, as under WSL. */
export function readDriverVersion(file = versionFile): string | null {
  try {
    return parseDriverVersion(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** The version in the text of /proc/driver/nvidia/version, of NVIDIA's closed driver and of its open one. */
export function parseDriverVersion(text: string): string | null {
  return /^NVRM version:.*?\s(\d+(?:\.\d+)+)\s/mu.exec(text)?.[1] ?? null;
}

/**
 * The oldest driver for CUDA 12 on Linux, whatever its minor version. Source: NVIDIA, CUDA Toolkit release notes,
 * "Minimum required driver version for CUDA minor version compatibility".
 */
export const oldestDriver = '525.60.13';
/** The CUDA that TensorFlow's wheels are built for. A driver tells the newest one that it knows. */
export const neededCuda = '12.0';

/** Compares versions part by part, as numbers. */
export function isOlder(found: string, needed: string): boolean {
  const parts = found.split('.').map(Number);
  for (const [index, part] of needed.split('.').map(Number).entries()) {
    const difference = (parts[index] ?? 0) - part;
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/** True on Linux where the PCI bus has a display controller of NVIDIA's, with or without a driver. */
export function hasNvidiaDevice(bus = '/sys/bus/pci/devices'): boolean {
  const read = (device: string, name: string): string => readFileSync(join(bus, device, name), 'utf8').trim();
  try {
    // Vendor and class by the PCI code and ID assignment: 10de is NVIDIA, 03 a display controller.
    return readdirSync(bus).some(
      (device) => read(device, 'vendor') === '0x10de' && read(device, 'class').startsWith('0x03'),
    );
  } catch {
    return false;
  }
}
