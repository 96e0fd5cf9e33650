import type { BackendName } from '../../../shared/backends.ts';
import type { DeviceTiming } from '../../../shared/device-timing.ts';
import type { BackendFacts } from '../../../shared/job-results/set-up-results.ts';
import { fastestDevice, reasonAgainst } from './device-timing.ts';

/** A backend that opens here. */
export interface OpenDevice {
  readonly name: BackendName;
  readonly facts: Omit<BackendFacts, 'passedOver' | 'secondsToStart'>;
}

export interface ChosenDevice<Device extends OpenDevice> {
  readonly device: Device;
  /** None where one alone opens. */
  readonly timings: readonly DeviceTiming[];
  readonly passedOver: BackendFacts['passedOver'];
}

/**
 * The device that computes where the choice is left to Thaw: the fastest by their timings, which `time` gives, and which
 * are asked for only where there are several. A device that fails while it is timed has no timing, and is passed over.
 */
export async function chooseDevice<Device extends OpenDevice>(
  devices: readonly [Device, ...Device[]],
  time: (devices: readonly Device[]) => Promise<readonly DeviceTiming[]>,
): Promise<ChosenDevice<Device>> {
  const [first] = devices;
  if (devices.length === 1) return { device: first, timings: [], passedOver: [] };
  const timings = await time(devices);
  const isOf = ({ backend, device }: DeviceTiming, { name, facts }: Device): boolean =>
    backend === name && device === facts.device;
  if (timings.length === 0) return { device: first, timings, passedOver: [] };
  const taken = fastestDevice(timings);
  const device = devices.find((one) => isOf(taken, one))!;
  const passedOver = devices
    .filter((other) => other !== device)
    .map((other) => {
      const { name: backend, facts } = other;
      const timing = timings.find((one) => isOf(one, other));
      return { backend, reason: reasonAgainst(timing ?? { backend, device: facts.device }, taken) };
    });
  return { device, timings, passedOver };
}

/** Whether the ladder is looked at further down: a GPU by CUDA needs no comparison, and one processor is enough. */
export function hasSeenEnough(devices: readonly OpenDevice[], tried: BackendName): boolean {
  if (devices.some(({ facts: { bf16 } }) => bf16 === 'gpu')) return true;
  return tried !== 'tensorflow' && devices.some(({ name }) => name !== 'webgpu');
}

/**
 * The same, opened by `open` where there are several: one that was opened later is tfjs's backend. Where it does not open,
 * as a GPU may that was timed on another day, the best of the others, and `failed` hears why of each. Throws what opening
 * the last one throws. `mustOpen`: another one was tried since.
 */
export async function openChosen<Device extends OpenDevice>(
  devices: readonly [Device, ...Device[]],
  time: (devices: readonly Device[]) => Promise<readonly DeviceTiming[]>,
  open: (device: Device) => Promise<unknown>,
  failed: (device: Device, error: unknown) => void,
  mustOpen = devices.length > 1,
): Promise<ChosenDevice<Device>> {
  const chosen = await chooseDevice(devices, time);
  try {
    if (mustOpen) await open(chosen.device);
    return chosen;
  } catch (error) {
    const [first, ...others] = devices.filter((device) => device !== chosen.device);
    failed(chosen.device, error);
    if (!first) throw error;
    return openChosen([first, ...others], time, open, failed, true);
  }
}
