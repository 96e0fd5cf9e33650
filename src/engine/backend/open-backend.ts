import { backendNames, type BackendName } from '../../shared/backends.ts';
import { isThawError, ThawError } from '../../shared/errors/thaw-error.ts';
import type { DeviceTiming } from '../../shared/device-timing.ts';
import type { BackendFacts } from '../../shared/job-results/set-up-results.ts';
import { describeError } from '../../shared/messages/describe-error.ts';
import { hasSeenEnough, openChosen } from './choice/choose-device.ts';
import { beginTrial, type DriverTrial } from './choice/driver-trial.ts';
import { keptTimings } from './choice/kept-timings.ts';
import { timeDevice } from './choice/time-device.ts';
import type { ComputeBackend, OpenedBackend } from './compute-backend.ts';
import { openTensorflow } from './open-tensorflow.ts';
import { openWasm } from './open-wasm.ts';
import { whyNotTried } from './webgpu/load-dawn.ts';
import { openWebgpu, withOtherGpus } from './webgpu/open-webgpu.ts';

export type { ComputeBackend } from './compute-backend.ts';

/**
 * By name: registers the backend with tfjs and makes it the global one. `named`: whether this one was asked for; `device`: on
 * which of several, by its name. Throws an Error that says why it cannot. A new backend is one more rung.
 */
const rungs: Readonly<Record<BackendName, (named: boolean, device?: string) => Promise<OpenedBackend>>> = {
  tensorflow: openTensorflow,
  webgpu: (named, gpu) => openWebgpu({ software: named, gpu }),
  wasm: openWasm,
};

/**
 * Opens the backend that was asked for, or with `auto` the fastest of those that open, and makes it tfjs's global one. A
 * GPU by CUDA is taken at once; GPUs by WebGPU, also where one was asked for and there are two, and a processor are timed,
 * once a machine (./choice). What else was tried and why it was not taken is in `facts.passedOver`.
 * `device`: the one of its GPUs that was computed on before, opened untimed where it is there and THAW_GPU is not said.
 * A program that computes as a GPU is never chosen by itself. Throws `backend-unavailable`, and for `webgpu` what
 * openWebgpu throws.
 */
export async function openBackend(choice: 'auto' | BackendName, device?: string): Promise<ComputeBackend> {
  const start = performance.now();
  const passedOver: BackendFacts['passedOver'][number][] = [];
  const devices: OpenedDevice[] = [];
  let trial: DriverTrial | null = null;
  let lastCause: unknown;
  for (const name of backendNames) {
    if (choice !== 'auto' && choice !== name) continue;
    try {
      if (choice === 'auto' && name === 'webgpu') trial = await tryDriver();
      const opened = await openRung(name, choice !== 'auto', device);
      const isBefore = opened.facts.device === device;
      const open = name === 'webgpu' && !isBefore ? withOtherGpus(opened) : [opened];
      devices.push(...open.map((one) => ({ name, ...one })));
    } catch (error) {
      await trial?.survived();
      if (isThawError(error) && (choice !== 'auto' || namesNoGpu(error))) throw error;
      lastCause = error;
      passedOver.push({ backend: name, reason: reasonOf(error) });
    }
    if (hasSeenEnough(devices, name)) break;
  }
  const [first, ...others] = devices;
  if (first) {
    const reopen = ({ name, facts }: OpenedDevice): Promise<unknown> =>
      rungs[name](choice !== 'auto', facts.device);
    const failed = ({ name, facts }: OpenedDevice, error: unknown): void => {
      passedOver.push({ backend: name, reason: `${facts.device}: ${reasonOf(error)}` });
    };
    const chosen = await openChosen([first, ...others], timeDevices, reopen, failed)
      .catch((error: unknown) => {
        throw isThawError(error) ? error : unavailable(choice, passedOver, error);
      })
      .finally(() => trial?.survived());
    const { timings } = chosen;
    const { name, binding, onnx, facts, missed } = chosen.device;
    return {
      name,
      binding,
      onnx,
      facts: {
        ...facts,
        ...(timings.length > 0 ? { timings } : {}),
        passedOver: [...passedOver, ...chosen.passedOver, ...missed],
        secondsToStart: (performance.now() - start) / 1000,
      },
    };
  }
  throw unavailable(choice, passedOver, lastCause);
}

interface OpenedDevice extends OpenedBackend {
  readonly name: BackendName;
}

/** `device`: which one of several GPUs to open, where it opens. */
function openRung(name: BackendName, named: boolean, device: string | undefined): Promise<OpenedBackend> {
  if (name !== 'webgpu' || device === undefined || process.env.THAW_GPU) return rungs[name](named);
  return rungs[name](named, device).catch(() => rungs[name](named));
}

/** Each as the global backend, in turn. One that fails has no timing. */
function timeDevices(devices: readonly OpenedDevice[]): Promise<readonly DeviceTiming[]> {
  return keptTimings(
    devices.map(({ facts }) => facts),
    async () => {
      const timings: DeviceTiming[] = [];
      for (const { name, binding, onnx, facts } of devices)
        try {
          await rungs[name](false, facts.device);
          const opened = { name, binding, onnx, facts: { ...facts, passedOver: [], secondsToStart: 0 } };
          timings.push({ backend: name, device: facts.device, photosPerSecond: await timeDevice(opened) });
        } catch {
          continue;
        }
      return timings;
    },
  );
}

async function tryDriver(): Promise<DriverTrial> {
  const reason = whyNotTried();
  if (reason) throw reason;
  const trial = await beginTrial();
  if (trial === null)
    throw new Error('its driver ended two starts, or held them up; backend=webgpu tries it all the same');
  return trial;
}

function unavailable(
  backend: 'auto' | BackendName,
  passedOver: BackendFacts['passedOver'],
  cause: unknown,
): ThawError {
  const reason = passedOver.map((tried) => `${tried.backend}: ${tried.reason}`).join('; ');
  return new ThawError('backend-unavailable', { backend, reason }, { cause });
}

/** THAW_GPU is a person's word: computing elsewhere without a word would pass over it. */
function namesNoGpu(error: unknown): boolean {
  return isThawError(error, 'gpu-unavailable') && error.facts.reason === 'name';
}

function reasonOf(error: unknown): string {
  if (isThawError(error)) return describeError(error.toPlain(), 'en').message.replace(/\.$/, '');
  return error instanceof Error ? error.message : String(error);
}
