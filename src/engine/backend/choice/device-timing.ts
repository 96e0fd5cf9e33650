import type { DeviceTiming } from '../../../shared/device-timing.ts';

/** What has to be gained before a later device is worth it: below this two timings are the same. */
const worthwhile = 1.1;

/**
 * The fastest of devices that were timed; they come in the ladder's order, and one that stands later has to gain more
 * than noise. An integrated GPU that loses to the processor is thus not taken.
 */
export function fastestDevice(timings: readonly DeviceTiming[]): DeviceTiming {
  return timings.reduce((best, timing) =>
    timing.photosPerSecond > best.photosPerSecond * worthwhile ? timing : best,
  );
}

/** Why one was not taken; without a timing it failed meanwhile. A GPU is named: there may be two. */
export function reasonAgainst(
  lost: Pick<DeviceTiming, 'backend' | 'device'> & Partial<DeviceTiming>,
  taken: DeviceTiming,
): string {
  const name = ({ backend, device }: typeof lost): string => (backend === 'webgpu' ? device : backend);
  const rate = lost.photosPerSecond;
  const reason =
    rate === undefined
      ? 'it failed while it was timed'
      : `${rate.toFixed(1)} photos/s through VGG16's first block, ${name(taken)} ${taken.photosPerSecond.toFixed(1)}`;
  return lost.backend === 'webgpu' ? `${lost.device}: ${reason}` : reason;
}
