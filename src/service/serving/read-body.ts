import type { Context } from 'hono';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { ServingLimits } from './serving-limits.ts';

/** The bytes of all requests that a server has in hand. */
export interface BodyRoom {
  /**
   * Reads a request's body and gives it to `work`; its bytes count until that has ended. Throws `body-too-large`,
   * `server-busy` where the bodies of all requests together are too many bytes, and what `work` throws.
   */
  read<Result>(context: Context, work: (body: Uint8Array<ArrayBuffer>) => Promise<Result>): Promise<Result>;
}

export function openBodyRoom({ bodyBytes, bytesAtOnce }: ServingLimits): BodyRoom {
  let held = 0;
  return {
    async read(context, work) {
      // Said before the first byte where the client told the size; counted again as they come.
      if (Number(context.req.header('content-length') ?? 0) > bodyBytes) throw tooLarge(bodyBytes);
      const chunks: Uint8Array[] = [];
      let own = 0;
      try {
        for await (const chunk of (context.req.raw.body ?? []) as AsyncIterable<Uint8Array>) {
          if (own + chunk.length > bodyBytes) throw tooLarge(bodyBytes);
          if (held + chunk.length > bytesAtOnce) throw new ThawError('server-busy', { seconds: 1 });
          own += chunk.length;
          held += chunk.length;
          chunks.push(chunk);
        }
        return await work(new Uint8Array(Buffer.concat(chunks)));
      } finally {
        held -= own;
      }
    },
  };
}

function tooLarge(limitBytes: number): ThawError {
  return new ThawError('body-too-large', { limitBytes });
}
