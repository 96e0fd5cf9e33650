import { expect, it } from 'vitest';
import { madeNetwork } from '../../../test/features/made-features.ts';
import { noAugmentation } from '../../shared/augmentation.ts';
import { usualColourAxes } from '../images/usual-colour-axes.ts';
import { featurePlace, type FeatureSource } from './feature-place.ts';

const source: FeatureSource = {
  network: madeNetwork,
  weightsSha256: 'made',
  image: { size: 48, fit: 'stretch' },
  precision: 'fp32',
  augmentation: { config: { ...noAugmentation, rotation: 40 }, seed: 1, copy: 2, axes: null },
  storage: 'float16',
};
const describing = (changes: Partial<FeatureSource>): Record<string, unknown> => {
  const { description } = featurePlace({ ...source, ...changes }, 'pool1');
  return (JSON.parse(description) as { description: Record<string, unknown> }).description;
};
const withConfig = (config: object): FeatureSource['augmentation'] => ({
  ...source.augmentation!,
  config: { ...source.augmentation!.config, ...config },
});

it('describes features as before there were further settings, while these are off', () => {
  expect(describing({})).toMatchObject({
    preprocessing: madeNetwork.preprocessing,
    pixels: { image: source.image },
  });
  expect(describing({}).augmentation).toEqual({
    seed: 1,
    copy: 2,
    config: {
      rotation: 40,
      widthShift: 0,
      heightShift: 0,
      shear: 0,
      zoom: 0,
      horizontalFlip: false,
      verticalFlip: false,
    },
  });
  const kept = featurePlace(source, 'pool1').key;
  const axes = { ...source.augmentation!, axes: usualColourAxes };
  expect(featurePlace({ ...source, augmentation: axes }, 'pool1').key).toBe(kept);
});

it('keeps features apart that a further setting, axes, a larger picture or a mean image changes', () => {
  const meanImage = { size: 48, values: new Float32Array(48 * 48 * 3), sha256: 'one' };
  const { preprocessing } = madeNetwork;
  const jittered = withConfig({ colourJitter: 0.1 })!;
  const changes: readonly Partial<FeatureSource>[] = [
    {},
    { augmentation: withConfig({ brightness: 0.1 }) },
    { augmentation: withConfig({ fill: 'wrap' }) },
    { augmentation: withConfig({ shortSide: [50, 60] }) },
    { augmentation: jittered },
    { augmentation: { ...jittered, axes: usualColourAxes } },
    { image: { ...source.image, stored: 60 } },
    { network: { ...madeNetwork, preprocessing: { ...preprocessing, meanImage } } },
    {
      network: {
        ...madeNetwork,
        preprocessing: { ...preprocessing, meanImage: { ...meanImage, sha256: 'two' } },
      },
    },
  ];
  const keys = changes.map((change) => featurePlace({ ...source, ...change }, 'pool1').key);
  expect(new Set(keys).size).toBe(keys.length);
});
