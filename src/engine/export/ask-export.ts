import { setImmediate } from 'node:timers/promises';
import type { ImageConfig } from '../../shared/recipe.ts';
import type { ExportFormat, JudgingModel, PictureAnswers } from './export-format.ts';
import type { WrittenAs } from './photo-front.ts';
import { takingPictures } from './surround-picture.ts';

/** What an export answered. */
export interface AskedExport extends JudgingModel {
  /** The program that read its files. */
  readonly openedWith: string;
}

/**
 * Reads an export back from its files and asks it about these pictures, and no others. Its network is closed then:
 * beside Thaw's own it would take the memory of two. `afterEach` is called after each picture and may throw. Throws what
 * the format's reader throws.
 */
export async function askExport(
  {
    format,
    as,
    staging,
  }: { readonly format: ExportFormat; readonly as: WrittenAs; readonly staging: string },
  image: ImageConfig,
  pictures: readonly Uint8Array[],
  afterEach: () => void,
): Promise<AskedExport> {
  const reader = await format.open(staging);
  try {
    const asked = takingPictures(reader, image, as);
    const answers = new Map<Uint8Array, PictureAnswers>();
    for (const picture of pictures) {
      answers.set(picture, await asked.answer(picture, 1));
      afterEach();
      // A backend that blocks its thread gives no other moment in which progress goes out and a cancel comes in.
      await setImmediate();
    }
    const { openedWith, rule } = reader;
    return { openedWith, rule, answer: (picture) => Promise.resolve(answers.get(picture)!) };
  } finally {
    reader.close();
  }
}
