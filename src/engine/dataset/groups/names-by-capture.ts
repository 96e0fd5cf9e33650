import { resolve } from 'node:path';
import type { JobContext } from '../../job/job-context.ts';
import { mapInParallel } from '../../job/map-in-parallel.ts';
import { startStage } from '../../job/start-stage.ts';
import { compareCodePoints } from '../compare-code-points.ts';
import type { GroupNames } from './group-names.ts';
import { type Capture, readCapture } from './read-capture.ts';

const filesAtOnce = 8;

/**
 * Photos of one camera, each taken within `seconds` of the next; photos that tell neither are alone. Paths are relative
 * to `folder`. Throws `cancelled`.
 */
export async function namesByCapture(
  paths: readonly string[],
  folder: string,
  seconds: number,
  context: JobContext,
): Promise<GroupNames> {
  const progress = startStage(context.report, 'reading-photos', paths.length, 'photos');
  const captures = await mapInParallel(paths, filesAtOnce, context.signal, async (path) => {
    const capture = await readCapture(resolve(folder, path));
    progress.advance();
    return capture && { path, ...capture };
  });
  progress.finish();
  const names = burstNames(
    captures.filter((capture) => capture !== null),
    seconds,
  );
  return (path) => names.get(path) ?? null;
}

/** The burst of each photo by its path: the camera and when the burst began. */
export function burstNames(
  captures: readonly (Capture & { readonly path: string })[],
  seconds: number,
): ReadonlyMap<string, string> {
  const inTime = [...captures].sort(
    (a, b) => compareCodePoints(a.camera, b.camera) || a.time - b.time || compareCodePoints(a.path, b.path),
  );
  const names = new Map<string, string>();
  let [last, name]: [Capture | null, string] = [null, ''];
  for (const capture of inTime) {
    const goesOn = last?.camera === capture.camera && capture.time - last.time <= seconds * 1000;
    if (!goesOn) name = `${capture.camera}, ${clockTime(capture.time)}`;
    names.set(capture.path, name);
    last = capture;
  }
  return names;
}

/** `2026-05-01 12:30:05.250`: exact, so that no two bursts of a camera have one name. */
function clockTime(time: number): string {
  return new Date(time).toISOString().slice(0, 23).replace('T', ' ').replace('.000', '');
}
