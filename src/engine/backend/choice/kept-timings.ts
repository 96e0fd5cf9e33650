import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { DeviceTiming } from '../../../shared/device-timing.ts';
import type { BackendFacts } from '../../../shared/job-results/set-up-results.ts';
import { thawHome } from '../../storage/home.ts';
import { thawVersion } from '../../../shared/version.ts';
import { writeJsonAtomically } from '../../storage/write-atomically.ts';

type Identity = Pick<
  BackendFacts,
  'backend' | 'device' | 'tensorflowVersion' | 'vector' | 'onnxruntime' | 'webgpu'
>;

const keptSchema = z.object({
  /** What stands for the devices that were compared. */
  devices: z.string(),
  timings: z.array(
    z.object({ backend: z.string(), device: z.string(), photosPerSecond: z.number().positive() }),
  ),
});
const fileSchema = z.object({ schemaVersion: z.literal(2), kept: z.array(keptSchema) });

/** With and without the processor, on one driver and the next. */
const mostKept = 4;

/** Of this process, which does not change its mind; by file and devices. */
const timedHere = new Map<string, readonly DeviceTiming[]>();

/**
 * What these devices were timed at on this machine, kept so that they are timed once and not with every start: another
 * GPU, driver or version of Thaw or of what computes is timed anew. `time` is called where nothing is kept. A file that
 * cannot be read or written is done without.
 */
export async function keptTimings(
  devices: readonly Identity[],
  time: () => Promise<readonly DeviceTiming[]>,
  file = join(thawHome(), 'device-timings.json'),
): Promise<readonly DeviceTiming[]> {
  const key = keyOf(devices);
  const timed = timedHere.get(`${file} ${key}`);
  if (timed) return timed;
  const kept = await read(file);
  const known = kept.find(({ devices: of }) => of === key);
  if (known) return known.timings;
  const timings = await time();
  timedHere.set(`${file} ${key}`, timings);
  // What failed once may do better the next time.
  if (timings.length === devices.length)
    await writeJsonAtomically(file, {
      schemaVersion: 2,
      kept: [{ devices: key, timings }, ...kept].slice(0, mostKept),
    }).catch(() => undefined);
  return timings;
}

function keyOf(devices: readonly Identity[]): string {
  const told = devices.map(({ backend, device, tensorflowVersion, vector, onnxruntime, webgpu }) => [
    ...[backend, device, tensorflowVersion, vector],
    ...[onnxruntime?.version ?? null, webgpu?.driver ?? null],
  ]);
  return createHash('sha256')
    .update(JSON.stringify([thawVersion, ...told]))
    .digest('hex');
}

async function read(file: string): Promise<z.infer<typeof fileSchema>['kept']> {
  try {
    return fileSchema.safeParse(JSON.parse(await readFile(file, 'utf8'))).data?.kept ?? [];
  } catch {
    return [];
  }
}
