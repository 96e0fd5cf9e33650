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

/** Why one was not taken. */
export function reasonAgainst(lost: DeviceTiming, taken: DeviceTiming): string {
  const rate = ({ photosPerSecond }: DeviceTiming): string => photosPerSecond.toFixed(1);
  return `${rate(lost)} photos/s through VGG16's first block, ${taken.backend} ${rate(taken)}`;
}
