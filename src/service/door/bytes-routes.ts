import type { Context, Hono } from 'hono';
import * as z from 'zod';
import { imageType } from '../../engine/images/image-type.ts';
import { bytesPaths, silentHeader, type AugmentationExtreme } from '../../shared/app/urls.ts';
import { languages } from '../../shared/messages/language.ts';
import { augmentationSchema, rangedAugmentations } from '../../shared/recipe.ts';
import type { Services } from '../services.ts';
import { parseQuery } from './parse-query.ts';

const name = z.string().min(1).max(200);
const path = z.string().min(1).max(4_096);
/** Empty where the photo could not be read. */
const version = z.string().max(100);
const wholeNumber = z
  .string()
  .regex(/^\d{1,10}$/)
  .transform(Number);
const inProject = { project: name, path, version };

const thumbnailQuery = z.object({ ...inProject, size: z.enum(['80', '160', '320']).transform(Number) });
const photoQuery = z.object(inProject);
const augmentedQuery = z.object({
  ...inProject,
  size: wholeNumber.pipe(z.number().min(16).max(1_024)),
  fit: z.enum(['stretch', 'crop', 'pad']),
  /** Absent: nothing is cut. */
  stored: wholeNumber
    .pipe(z.number().min(16).max(2_048))
    .optional()
    .transform((stored) => stored ?? null),
  /** JSON; empty: the photo as it is. */
  augmentation: z
    .string()
    .max(4_000)
    .transform((text, context): unknown => {
      try {
        return text === '' ? null : JSON.parse(text);
      } catch {
        context.addIssue('JSON');
        return z.NEVER;
      }
    })
    .pipe(augmentationSchema.nullable()),
  seed: wholeNumber.pipe(z.number().max(2 ** 31 - 1)),
  draw: wholeNumber.pipe(z.number().max(1_000_000)),
  /** `SETTING-low` or `SETTING-high`; absent: a draw. */
  extreme: z
    .templateLiteral([z.enum(rangedAugmentations), '-', z.enum(['low', 'high'])])
    .transform((text): AugmentationExtreme => {
      const [setting, end] = text.split('-') as [AugmentationExtreme['setting'], AugmentationExtreme['end']];
      return { setting, end };
    })
    .optional()
    .transform((extreme) => extreme ?? null),
});
const askedQuery = z.object({ id: name, size: z.enum(['80', '1280']) });
/** Absent: the class of the answer. */
const ofClass = z
  .string()
  .min(1)
  .max(1_000)
  .optional()
  .transform((className) => className ?? null);
const whyQuery = z.object({ project: name, run: name, path, class: ofClass });
const whyAskedQuery = z.object({ id: name, class: ofClass });
const layerOfRun = { project: name, run: name, layer: name };
const activationsQuery = z.object({ ...layerOfRun, path });
const patternQuery = z.object({ ...layerOfRun, filter: wholeNumber });
const reportQuery = z.object({ project: name, run: name, language: z.enum(languages) });

const contentTypes: Readonly<Record<string, string>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  avif: 'image/avif',
};

/** The addresses of src/shared/app/urls.ts, answered by the services that make the pictures. */
export function addBytesRoutes(app: Hono, { pictures, predictions, runs }: Services): void {
  app.get(bytesPaths.thumbnail, async (context) => {
    const asked = parseQuery(thumbnailQuery, context);
    return picture(
      context,
      await pictures.thumbnail(asked.project, asked.path, asked.size),
      asked.version !== '',
    );
  });
  app.get(bytesPaths.photo, async (context) => {
    const asked = parseQuery(photoQuery, context);
    return picture(context, await pictures.photo(asked.project, asked.path), asked.version !== '');
  });
  app.get(bytesPaths.augmented, async (context) => {
    const { version: given, ...request } = parseQuery(augmentedQuery, context);
    return picture(context, await pictures.augmented(request), given !== '');
  });
  app.get(bytesPaths.asked, async (context) => {
    const { id, size } = parseQuery(askedQuery, context);
    return picture(context, await predictions.asked(id, size === '80' ? 80 : 1280), false);
  });
  app.get(bytesPaths.why, async (context) => {
    const { project, run, path, class: className } = parseQuery(whyQuery, context);
    return picture(context, await predictions.why(project, run, path, className), false);
  });
  app.get(bytesPaths.report, async (context) => {
    const { project, run, language } = parseQuery(reportQuery, context);
    const report = await runs.report({ project, run }, language);
    // Saved, never shown as a page of the service: what is in it came from the disk.
    return context.body(new Uint8Array(report), 200, {
      'content-type': 'text/html; charset=utf-8',
      'content-disposition': 'attachment; filename="report.html"',
      'cache-control': 'no-store',
    });
  });
  app.get(bytesPaths.whyAsked, async (context) => {
    const { id, class: className } = parseQuery(whyAskedQuery, context);
    return picture(context, await predictions.whyAsked(id, className), false);
  });
  // Who does not wait for these any more stops them: they take seconds.
  app.get(bytesPaths.activations, async (context) => {
    const asked = parseQuery(activationsQuery, context);
    return picture(context, await predictions.activations(asked, context.req.raw.signal), false);
  });
  app.get(bytesPaths.pattern, async (context) => {
    const asked = parseQuery(patternQuery, context);
    const { png, silent } = await predictions.pattern(asked, context.req.raw.signal);
    if (silent) context.header(silentHeader, '1');
    return picture(context, png, false);
  });
}

/** @param lasting the address names the content, so that it never changes. */
function picture(context: Context, bytes: Uint8Array, lasting: boolean): Response {
  const type = imageType(bytes);
  return context.body(new Uint8Array(bytes), 200, {
    'content-type': (type && contentTypes[type]) ?? 'application/octet-stream',
    // Otherwise the browser may show it again for a while, such as when a person goes back and forth.
    'cache-control': lasting ? 'private, max-age=31536000, immutable' : 'private, max-age=60',
  });
}
