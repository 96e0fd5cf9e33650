import type { ImageErrors } from '../../errors/image-errors.ts';
import { formatCount } from '../format-numbers.ts';
import type { ErrorSentences } from '../message-types.ts';

const readable = 'JPEG, PNG, WebP, GIF, TIFF or AVIF';

export const imageMessages: ErrorSentences<ImageErrors> = {
  'image-unreadable': ({ file, detail }) => ({
    message: `${named(file)} cannot be read (${detail}).`,
    remedy: `Check that it is there, that it is not empty, and that it is ${readable}; HEIC can be saved as JPEG.`,
  }),
  'image-damaged': ({ file, detail }) => ({
    message: `${named(file)} is damaged or cut off (${detail}). It was not changed.`,
    remedy: 'Copy it again from where it came from, or leave it out.',
  }),
  'image-type-unknown': ({ file, extension }) => ({
    message: `${named(file)} is not a photo Thaw can read${extension ? `, although its name ends in ${extension}` : ''}.`,
    remedy: `Save it as ${readable}, or leave it out.`,
  }),
  'image-too-large': ({ file, width, height, limitPixels }) => ({
    message: `${named(file)} is too large: ${formatCount(width, 'en')} x ${formatCount(height, 'en')} pixels, and ${formatCount(
      limitPixels / 1e6,
      'en',
    )} million are the most.`,
    remedy: 'Save a smaller version of it. The network sees far fewer pixels, so nothing is lost.',
  }),
  'no-photos': ({ path }) => ({
    message: `There is no photo in ${path}.`,
    remedy: `Name a photo (${readable}) or a folder that has some.`,
  }),
  'sample-picture-missing': ({ file }) => ({
    message: `The sample cannot be drawn: its picture ${file} is missing.`,
    remedy: 'Delete the folder node_modules and start Thaw again; it installs its packages anew.',
  }),
};

function named(file: string): string {
  return file === '' ? 'The photo' : file;
}
