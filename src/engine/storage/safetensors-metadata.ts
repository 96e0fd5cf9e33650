import { open } from 'node:fs/promises';
import * as z from 'zod';

const headerSchema = z.object({ __metadata__: z.record(z.string(), z.string()).default({}) });
/** A header longer than this is none: those of the largest networks take a few hundred kilobytes. */
const longestHeader = 1e8;

/** What a safetensors file says of itself, from its header alone; null where there is no such file. */
export async function readSafetensorsMetadata(
  file: string,
): Promise<Readonly<Record<string, string>> | null> {
  try {
    const handle = await open(file, 'r');
    try {
      const start = (await handle.read(Buffer.alloc(8), 0, 8, 0)).buffer;
      const length = Number(start.readBigUInt64LE());
      if (length > longestHeader) return null;
      const { buffer } = await handle.read(Buffer.alloc(length), 0, length, 8);
      return headerSchema.parse(JSON.parse(buffer.toString())).__metadata__;
    } finally {
      await handle.close();
    }
  } catch {
    return null;
  }
}
