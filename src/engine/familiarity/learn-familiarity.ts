import type { Photo } from '../../shared/dataset.ts';
import type { PixelStore } from '../features/provide-pixels.ts';
import type { StageProgress } from '../job/start-stage.ts';
import { stopIfCancelled } from '../job/stop-if-cancelled.ts';
import { photosPerPass } from '../models/frozen-pass.ts';
import type { Scorer } from '../prediction/open-scorer.ts';
import { neighboursOf } from './choose-known-photos.ts';
import { familiaritiesOf } from './familiarities-of.ts';
import type { KnownPhotos } from './known-photos-file.ts';

export interface LearnedFamiliarity {
  readonly known: KnownPhotos;
  /** Of the validation photos, in their order. */
  readonly validation: readonly number[];
}

/**
 * Looks at the photos that are to be known (./choose-known-photos.ts), and at the validation photos for how familiar
 * photos of these classes are. Throws `cancelled`.
 */
export async function learnFamiliarity(
  scorer: Pick<Scorer, 'look' | 'numClasses' | 'numFeatures'>,
  photos: { readonly known: readonly Photo[]; readonly validation: readonly Photo[] },
  pixels: Pick<PixelStore, 'read'>,
  progress: Pick<StageProgress, 'advance'>,
  signal: AbortSignal,
): Promise<LearnedFamiliarity> {
  const featuresOf = async (wanted: readonly Photo[]): Promise<Float32Array> => {
    const features = new Float32Array(wanted.length * scorer.numFeatures);
    for (let first = 0; first < wanted.length; first += photosPerPass) {
      stopIfCancelled(signal);
      const batch = wanted.slice(first, first + photosPerPass);
      const looked = await scorer.look(await pixels.read(batch), batch.length);
      features.set(looked.features, first * scorer.numFeatures);
      batch.forEach(() => {
        progress.advance();
      });
    }
    return features;
  };
  const known: KnownPhotos = {
    features: await featuresOf(photos.known),
    channels: scorer.numFeatures,
    neighbours: neighboursOf(photos.known, scorer.numClasses),
  };
  return { known, validation: familiaritiesOf(await featuresOf(photos.validation), known) };
}
