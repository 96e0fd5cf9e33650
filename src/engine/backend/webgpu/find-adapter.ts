import { ThawError } from '../../../shared/errors/thaw-error.ts';
import type { Gpu, GpuAdapter, GpuLimits, LimitName } from './webgpu-parts.ts';

/** Programs that compute as a GPU, by the names that they and WebGPU give them. */
const softwareNames = /swiftshader|llvmpipe|lavapipe|softpipe|basic render|\bwarp\b/i;

/**
 * What tfjs's kernels and ours take for granted: WebGPU's own least values, which a GPU in compatibility mode may miss.
 * Source: https://www.w3.org/TR/webgpu/#limits.
 */
export const neededLimits: GpuLimits = {
  maxBufferSize: 268_435_456,
  maxStorageBufferBindingSize: 134_217_728,
  maxStorageBuffersPerShaderStage: 8,
  maxComputeWorkgroupStorageSize: 16_384,
  maxComputeInvocationsPerWorkgroup: 256,
  maxComputeWorkgroupSizeX: 256,
  maxComputeWorkgroupsPerDimension: 65_535,
};

/** WebGPU lists no GPUs: it gives the faster and the more frugal one, mostly the same twice. */
export async function adaptersOf(gpu: Gpu): Promise<readonly GpuAdapter[]> {
  const found: GpuAdapter[] = [];
  for (const powerPreference of ['high-performance', 'low-power'] as const) {
    const adapter = await gpu.requestAdapter({ powerPreference });
    if (adapter) found.push(adapter);
  }
  return found;
}

/**
 * Of those that were found the one to compute on: the faster where there are two, or the one whose name holds `named`, in any case of letters.
 * `software`: whether a program that computes as one may be taken where there is none. Throws `gpu-unavailable`,
 * `gpu-too-small`.
 */
export function findAdapter(
  found: readonly GpuAdapter[],
  { software, named }: { readonly software: boolean; readonly named?: string | undefined },
): GpuAdapter {
  if (found.length === 0) throw new ThawError('gpu-unavailable', { reason: 'adapter', detail: '' });
  const wanted = named ? namedSo(found, named) : found;
  const adapter = wanted.find((one) => !isSoftware(one)) ?? wanted[0];
  if (!adapter) throw new ThawError('gpu-unavailable', { reason: 'name', detail: named! });
  if (isSoftware(adapter) && !software)
    throw new ThawError('gpu-unavailable', { reason: 'software', detail: adapterName(adapter) });
  checkLimits(adapter);
  return adapter;
}

/** One that is called just so goes before those whose name holds it. */
function namedSo(found: readonly GpuAdapter[], named: string): readonly GpuAdapter[] {
  const wanted = named.toLowerCase();
  const holding = found.filter((one) => adapterName(one).toLowerCase().includes(wanted));
  const just = holding.filter((one) => adapterName(one).toLowerCase() === wanted);
  return just.length > 0 ? just : holding;
}

/** Those among which speed may choose: no programs, large enough, and each once. */
export function gpusToCompare(found: readonly GpuAdapter[]): readonly GpuAdapter[] {
  const fit = found.filter((one) => !isSoftware(one) && missedLimit(one) === null);
  return [...new Map(fit.toReversed().map((one) => [adapterName(one), one])).values()].toReversed();
}

/** The names of the others that were found; programs that compute as one are none. */
export function otherGpus(found: readonly GpuAdapter[], taken: GpuAdapter): readonly string[] {
  const names = found.filter((one) => !isSoftware(one)).map(adapterName);
  return [...new Set(names)].filter((name) => name !== adapterName(taken));
}

/** Whether a processor does the work. */
export function isSoftware({ info }: GpuAdapter): boolean {
  return info.isFallbackAdapter === true || softwareNames.test(`${info.architecture} ${info.device}`);
}

/** What a person knows the GPU by: WebGPU tells names in small letters and dashes. */
export function adapterName({ info: { vendor, architecture, device } }: GpuAdapter): string {
  const words = (name: string): string => name.replaceAll('-', ' ').trim();
  return words(device) || [vendor, architecture].map(words).filter(Boolean).join(' ') || 'GPU';
}

/** Numbers of 16 bits in shaders. Source: https://www.w3.org/TR/webgpu/#shader-f16. */
const halvesFeature = 'shader-f16';

/** Whether its shaders know half words as numbers. */
export function hasHalves({ features }: GpuAdapter): boolean {
  return features.has(halvesFeature);
}

/** What is asked of it where it has it. */
export function wantedFeatures(adapter: GpuAdapter): readonly string[] {
  return hasHalves(adapter) ? [halvesFeature] : [];
}

function checkLimits(adapter: GpuAdapter): void {
  const missed = missedLimit(adapter);
  if (missed) throw new ThawError('gpu-too-small', { gpu: adapterName(adapter), ...missed });
}

interface MissedLimit {
  readonly limit: LimitName;
  readonly needed: number;
  readonly found: number;
}

/** null: it has all that is needed. */
function missedLimit({ limits }: GpuAdapter): MissedLimit | null {
  for (const [limit, needed] of Object.entries(neededLimits) as [LimitName, number][])
    if (!(limits[limit] >= needed)) return { limit, needed, found: limits[limit] || 0 };
  return null;
}
