import { backendNames, type BackendName } from '../../shared/backends.ts';
import { isThawError, ThawError } from '../../shared/errors/thaw-error.ts';
import type { BackendFacts } from '../../shared/job-results.ts';
import { describeError } from '../../shared/messages/describe-error.ts';
import type { ComputeBackend, OpenedBackend } from './compute-backend.ts';
import { openTensorflow } from './open-tensorflow.ts';
import { openWasm } from './open-wasm.ts';
import { openWebgpu } from './webgpu/open-webgpu.ts';

export type { ComputeBackend } from './compute-backend.ts';

/**
 * By name: registers the backend with tfjs and makes it the global one. `named`: whether this one was asked for. Throws an
 * Error that says why it cannot. A new backend is one more rung.
 */
const rungs: Readonly<Record<BackendName, (named: boolean) => Promise<OpenedBackend>>> = {
  tensorflow: openTensorflow,
  webgpu: (named) => openWebgpu({ software: named }),
  wasm: openWasm,
};

/**
 * Opens the backend that was asked for, or with `auto` the first of the ladder that opens, and makes it tfjs's
 * global one. What was tried before and why it was not taken is in `facts.passedOver`.
 * A program that computes as a GPU is never chosen by itself. Throws `backend-unavailable`, and for `webgpu` what
 * openWebgpu throws.
 */
export async function openBackend(choice: 'auto' | BackendName): Promise<ComputeBackend> {
  const start = performance.now();
  const passedOver: BackendFacts['passedOver'][number][] = [];
  let lastCause: unknown;
  for (const name of backendNames) {
    if (choice !== 'auto' && choice !== name) continue;
    try {
      const { binding, onnx, facts, missed } = await rungs[name](choice !== 'auto');
      const secondsToStart = (performance.now() - start) / 1000;
      return {
        name,
        binding,
        onnx,
        facts: { ...facts, passedOver: [...passedOver, ...missed], secondsToStart },
      };
    } catch (error) {
      if (choice !== 'auto' && isThawError(error)) throw error;
      lastCause = error;
      passedOver.push({ backend: name, reason: reasonOf(error) });
    }
  }
  const reason = passedOver.map((tried) => `${tried.backend}: ${tried.reason}`).join('; ');
  throw new ThawError('backend-unavailable', { backend: choice, reason }, { cause: lastCause });
}

function reasonOf(error: unknown): string {
  if (isThawError(error)) return describeError(error.toPlain(), 'en').message.replace(/\.$/, '');
  return error instanceof Error ? error.message : String(error);
}
