/**
 * Keras's layers that do nothing when a network answers: they change pictures or values in training alone. Such a
 * layer is left out; what Thaw does in training is set there.
 */
const whole: ReadonlySet<string> = new Set([
  'ActivityRegularization',
  'AlphaDropout',
  'GaussianDropout',
  'GaussianNoise',
  'SpatialDropout2D',
  'RandAugment',
  'AugMix',
  'CutMix',
  'MixUp',
]);

/** Random, but at work when it answers too: it cuts the middle out. */
const atWork: ReadonlySet<string> = new Set(['RandomCrop']);

export function isInactive(className: string): boolean {
  return whole.has(className) || (/^Random[A-Z]/.test(className) && !atWork.has(className));
}
