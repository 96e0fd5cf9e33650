import type { Hono } from 'hono';
import * as z from 'zod';
import { bytesPaths } from '../../shared/app/urls.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { UploadService } from '../services.ts';
import { uploadLimits } from '../uploads/upload-service.ts';
import { parseQuery } from './parse-query.ts';

const uploadQuery = z.object({ upload: z.string().min(1).max(100), path: z.string().min(1).max(1_024) });

/** One file of an upload: its bytes are the body, written as they come. A page that goes away leaves nothing of it. */
export function addUploadRoute(app: Hono, uploads: UploadService): void {
  app.post(bytesPaths.upload, async (context) => {
    const { upload, path } = parseQuery(uploadQuery, context);
    // Said before the first byte where the page told the size; counted again as they come.
    if (Number(context.req.header('content-length') ?? 0) > uploadLimits.fileBytes)
      throw new ThawError('upload-too-large', { limitBytes: uploadLimits.fileBytes });
    const body = context.req.raw.body as AsyncIterable<Uint8Array> | null;
    await uploads.receive(upload, path, body ?? noBytes());
    return context.body(null, 204);
  });
}

// eslint-disable-next-line @typescript-eslint/require-await -- an empty file has no body
async function* noBytes(): AsyncGenerator<Uint8Array> {
  yield* [];
}
