import { driverLibrary, missingCudaLibraries } from './cuda-libraries.ts';
import type { TensorFlowRuntime } from './locate-runtime.ts';
import {
  hasNvidiaDevice,
  hasNvidiaDriver,
  isOlder,
  neededCuda,
  oldestDriver,
  readDriverVersion,
} from './nvidia-driver.ts';
import { runCommand } from './run-command.ts';

/** What was seen of NVIDIA's hardware and software. */
export interface GpuFindings {
  /** On the PCI bus. */
  readonly device: boolean;
  readonly driver: boolean;
  /** As the kernel tells it; null where it does not. */
  readonly driverVersion: string | null;
  /** What nvidia-smi printed; null where there is none. */
  readonly nvidiaSmi: string | null;
  /** Libraries that do not open; null where no TensorFlow for GPUs is set up. */
  readonly missingLibraries: readonly string[] | null;
}

/** Why a GPU is used or not, as far as it can be told without TensorFlow. */
export type GpuState =
  | { readonly kind: 'none' }
  | { readonly kind: 'no-driver' }
  /** `found`: the driver's version, or where only this is known the CUDA that it goes up to. */
  | { readonly kind: 'driver-too-old'; readonly found: string; readonly needed: string }
  /** The driver's program says that it does not work; `detail` is its own sentence. */
  | { readonly kind: 'driver-failing'; readonly detail: string }
  /** The driver is loaded and its library is not there: usual in a container that was not given the GPU. */
  | { readonly kind: 'driver-library-missing'; readonly library: string }
  | { readonly kind: 'libraries-missing'; readonly libraries: readonly string[] }
  /** Nothing is wrong. `driver` null: not known. */
  | { readonly kind: 'fine'; readonly driver: string | null };

/** Looks, and for the libraries tries. Throws `cancelled`. */
export async function lookForGpu(
  runtime: TensorFlowRuntime | null,
  signal: AbortSignal,
): Promise<GpuFindings> {
  const driver = hasNvidiaDriver();
  const smi = driver ? await runCommand('nvidia-smi', [], { signal, seconds: 30 }) : null;
  return {
    device: hasNvidiaDevice(),
    driver,
    driverVersion: readDriverVersion(),
    nvidiaSmi: smi === null || smi.missing ? null : smi.stdout + smi.stderr,
    missingLibraries: driver && runtime?.cuda ? await missingCudaLibraries(runtime.addon, signal) : null,
  };
}

/** The first thing that keeps TensorFlow from the GPU, from the hardware upwards. */
export function gpuState(findings: GpuFindings): GpuState {
  const { device, driver, driverVersion, nvidiaSmi, missingLibraries } = findings;
  if (!driver) return { kind: device ? 'no-driver' : 'none' };
  const smi = parseNvidiaSmi(nvidiaSmi ?? '');
  // The newest CUDA that the driver knows tells more than its version: WSL counts Windows's drivers, and NVIDIA's
  // compatibility package lets old drivers of data centres go further.
  const tooOld =
    smi.cuda === null ? isOlder(driverVersion ?? oldestDriver, oldestDriver) : isOlder(smi.cuda, neededCuda);
  if (tooOld)
    return { kind: 'driver-too-old', found: driverVersion ?? `CUDA ${smi.cuda}`, needed: oldestDriver };
  if (smi.noDevice) return { kind: 'none' };
  if (smi.failure !== null) return { kind: 'driver-failing', detail: smi.failure };
  if (missingLibraries?.includes(driverLibrary))
    return { kind: 'driver-library-missing', library: driverLibrary };
  if (missingLibraries && missingLibraries.length > 0)
    return { kind: 'libraries-missing', libraries: missingLibraries };
  return { kind: 'fine', driver: driverVersion ?? smi.driver };
}

export interface NvidiaSmi {
  readonly driver: string | null;
  /** The newest CUDA that the driver knows. */
  readonly cuda: string | null;
  readonly noDevice: boolean;
  /** What it says where it cannot talk to the driver. */
  readonly failure: string | null;
}

/** What nvidia-smi printed: the heading of its table, which newer ones word otherwise, or the sentence of a failure. */
export function parseNvidiaSmi(text: string): NvidiaSmi {
  const driver = /(?:Driver|KMD) Version:\s*(\d+(?:\.\d+)+)/u.exec(text)?.[1];
  const cuda = /CUDA (?:UMD )?Version:\s*(\d+(?:\.\d+)*)/u.exec(text)?.[1];
  const failure = /^.*(?:has failed because|Failed to initialize NVML).*$/mu.exec(text)?.[0];
  return {
    driver: driver ?? null,
    cuda: cuda ?? null,
    noDevice: /^No devices were found/mu.test(text),
    failure: failure?.trim() ?? null,
  };
}
