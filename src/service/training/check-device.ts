import type { ReadyCheck } from '../../shared/app/run-view.ts';
import type { DeviceView } from '../../shared/app/work-view.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { BackendFacts } from '../../shared/job-results/set-up-results.ts';
import type { Recipe } from '../../shared/recipe.ts';

/** Whether this device can compute the recipe. While it is looked for, it is not `ok`, without an error. */
export function checkDevice(device: DeviceView, recipe: Recipe): Extract<ReadyCheck, { kind: 'device' }> {
  const unknown = { kind: 'device', ok: false, backend: '', device: '', cores: 0, error: null } as const;
  if (device.kind === 'looking') return unknown;
  if (device.kind === 'failed') return { ...unknown, error: device.error };
  const { facts, cores } = device;
  const reason = whyNot(facts, recipe);
  return {
    kind: 'device',
    ok: reason === null,
    backend: facts.backend,
    device: facts.device,
    cores,
    error:
      reason === null
        ? null
        : new ThawError('backend-unavailable', { backend: 'tensorflow', reason }).toPlain(),
  };
}

/** WASM opens everywhere, TensorFlow alone computes bf16; a GPU that is asked for may be one that nobody looked for. */
function whyNot(
  { backend, passedOver, timings = [] }: BackendFacts,
  { backend: wanted, precision }: Recipe,
): string | null {
  // One that was timed opens, though another one is faster.
  const opens = backend === 'tensorflow' || timings.some((timing) => timing.backend === 'tensorflow');
  if (precision === 'bf16' && (!opens || wanted === 'webgpu' || wanted === 'wasm')) return 'bf16';
  if (wanted !== 'tensorflow' || opens) return null;
  return passedOver.find((tried) => tried.backend === 'tensorflow')?.reason ?? backend;
}

/** How speeds name a device: with all that computes there. */
export function deviceName({
  backend,
  device,
  onnxruntime,
}: Pick<BackendFacts, 'backend' | 'device' | 'onnxruntime'>): string {
  return `${onnxruntime ? `${backend} and onnxruntime` : backend}: ${device}`;
}
