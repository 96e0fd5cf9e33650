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
  const timingOf = ({ name }: Device): DeviceTiming | undefined =>
    timings.find(({ backend }) => backend === name);
  if (timings.length === 0) return { device: first, timings, passedOver: [] };
  const taken = fastestDevice(timings);
  const device = devices.find(({ name }) => name === taken.backend)!;
  const passedOver = devices
    .filter((other) => other !== device)
    .map((other) => {
      const timing = timingOf(other);
      return {
        backend: other.name,
        reason: timing ? reasonAgainst(timing, taken) : 'it failed while it was timed',
      };
    });
  return { device, timings, passedOver };
}

/** Whether the ladder is looked at further down: a GPU by CUDA needs no comparison, and one processor is enough. */
export function hasSeenEnough(devices: readonly OpenDevice[], tried: BackendName): boolean {
  if (devices.some(({ facts: { bf16 } }) => bf16 === 'gpu')) return true;
  return tried !== 'tensorflow' && devices.some(({ name }) => name !== 'webgpu');
}
