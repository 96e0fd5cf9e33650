import type { Photo, SkippedFile } from '../../shared/dataset.ts';
import type { CheckDepth } from '../../shared/job-requests.ts';
import type { ImageConfig } from '../../shared/recipe.ts';
import { tutorialDefaults } from '../../shared/recipes/parts.ts';
import { photosByHash } from '../features/photos-by-hash.ts';
import { providePixels } from '../features/provide-pixels.ts';
import type { JobContext } from '../job/job-context.ts';
import { progressMeter } from '../job/progress-meter.ts';
import { findTwins } from './find-twins.ts';
import type { PhotoFeatures } from './features-of-photos.ts';
import { readThumbnails } from './read-thumbnails.ts';

/** As photos are decoded for a check where no recipe says otherwise. */
export const checkedImage: ImageConfig = tutorialDefaults.image;

export interface FoundTwins {
  /** SHA-256s of the files that show one picture, two and more in a group. */
  readonly groups: readonly (readonly string[])[];
  /** Photos that could not be read. */
  readonly skipped: readonly SkippedFile[];
  /** The readable photos, files of the same content once, as the base sees them; null where it was not asked. */
  readonly seen: { readonly photos: readonly Photo[]; readonly features: PhotoFeatures } | null;
}

/**
 * Finds the photos that show one picture. Paths are relative to `folder`; the photos are decoded as `image` says. Pixels
 * and features come from the cache where a training has them. Throws what providePixels and provideFeatures throw, and where thorough what openBackend and
 * provideBaseWeights throw.
 */
export async function twinsOfPhotos(
  photos: readonly Photo[],
  folder: string,
  depth: CheckDepth,
  image: ImageConfig,
  context: JobContext,
): Promise<FoundTwins> {
  const { store: pixels, skipped } = await providePixels(photos, folder, image, context);
  try {
    const unread = new Set(skipped.map(({ path }) => path));
    const readable = photos.filter(({ path }) => !unread.has(path));
    const distinct = [...photosByHash(readable).values()].map((same) => same[0]!);
    const thumbnails = await readThumbnails(pixels, distinct, context.signal);
    // Loaded only where it is asked for: with it comes TensorFlow.
    const features =
      depth === 'thorough' && distinct.length > 1
        ? await (await import('./features-of-photos.ts')).featuresOfPhotos(distinct, pixels, image, context)
        : null;
    context.report({ kind: 'stage', stage: 'finding-twins', total: null, unit: 'steps' });
    let meter: ReturnType<typeof progressMeter> | null = null;
    const twins = await findTwins({
      thumbnails,
      neighbours: features?.neighbours ?? null,
      signal: context.signal,
      progress: (done, total) => {
        meter ??= progressMeter(context.report, 'finding-twins', total);
        meter.update(done);
      },
    });
    const groups = twins.map((group) => group.map((photo) => distinct[photo]!.sha256));
    return { groups, skipped, seen: features && { photos: distinct, features } };
  } finally {
    await pixels.close();
  }
}
