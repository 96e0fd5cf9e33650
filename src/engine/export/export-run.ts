import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ExportFormatName, ExportOptions } from '../../shared/export-formats.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { ExportResult } from '../../shared/job-results/model-results.ts';
import type { Language } from '../../shared/messages/language.ts';
import { ruleOfRun } from '../familiarity/run-rule.ts';
import type { JobContext } from '../job/job-context.ts';
import { openModel } from '../models/model-folder.ts';
import { requireRoom } from '../storage/free-bytes.ts';
import { peakMemoryBytes } from '../training/stage-clock.ts';
import { asKept } from './as-kept.ts';
import { checkExport } from './check-export.ts';
import { allowedDifference, differenceIn } from './compare-scores.ts';
import { type Destination, destinationOf, finalPaths, requireFree } from './destination.ts';
import { exportedRule } from './exported-rule.ts';
import { exportFormatByName } from './formats.ts';
import { addKit } from './kit/add-kit.ts';
import { kitBytes } from './kit/kit-bytes.ts';
import { keepApart, placeExport } from './place-export.ts';
import { makeStagingFolder } from './staging-folder.ts';
import { portableFileNames, writePortableFiles } from './write-portable-files.ts';

/** Without options: the bare network, in float32. */
export interface ExportRequest extends Partial<ExportOptions> {
  /** The run's folder. */
  readonly run: string;
  readonly format: string;
  /** A folder, a .zip, or a file where the format has one; absolute. */
  readonly out: string;
  /** Of the report in the kit; English without. */
  readonly language?: Language | undefined;
}

/**
 * Writes a run's model for other programs. The files are made beside `out`, read back, compared with Thaw's own
 * scores and only then put into place; whatever ends it earlier leaves nothing behind.
 *
 * Throws `unknown-format`, `weight-beyond-half`, `layer-not-exportable`, `export-destination-taken`, `export-scores-differ` (the files are then kept apart), `disk-full`, `permission-denied`, `cancelled`, and what opening the run throws.
 */
export async function exportRun(request: ExportRequest, context: JobContext): Promise<ExportResult> {
  const start = performance.now();
  const { run, out, form = 'network', weights = 'float32', language = 'en' } = request;
  const options = { form, weights };
  const format = exportFormatByName(request.format);
  const destination = destinationOf(out, format);
  await requireFree(out);
  const model = await openModel(run);
  const rule = exportedRule(model, await ruleOfRun(run, model.file));
  const kept = asKept(model, weights);
  const as = { form, resizes: format.resizes, shapes: format.shapes ?? false };
  const smallFiles = portableFileNames(model, rule, as);
  for (const path of finalPaths(destination, [format.modelFile, ...smallFiles], format))
    await requireFree(path);
  const { path: staging, discard } = await makeStagingFolder(out);
  try {
    const needed = format.bytesNeeded(model, options);
    // HDF5 reports a full disk only as a failed write, so the room is looked at beforehand.
    await requireRoom(dirname(out), roomFor(destination, format.name, needed));
    context.report({ kind: 'stage', stage: 'exporting', total: null, unit: 'files' });
    const files = [...(await format.write(kept, staging, options, context)), ...smallFiles];
    await writePortableFiles(model, rule, staging, as);
    const checked = await checkExport({ run, model, kept, rule, format, as, staging }, context);
    const differing = differenceIn(checked.asWritten);
    if (differing) {
      const keptAt = await keepApart(staging, out);
      const facts = { format: format.name, ...differing, allowed: allowedDifference, keptAt };
      throw new ThawError('export-scores-differ', facts);
    }
    const all =
      destination.kind === 'file'
        ? files
        : await addKit(
            {
              run,
              ...options,
              format: format.name,
              modelFile: format.modelFile,
              folder: staging,
              files,
              language,
              found: checked.found,
            },
            context,
          );
    await placeExport(staging, destination, all, format, context);
    const paths = finalPaths(destination, all, format);
    return {
      format: format.name,
      form,
      weights,
      files: paths,
      out,
      ...checked.found,
      bytes: await bytesOf(paths),
      peakMemoryBytes: peakMemoryBytes(),
      seconds: (performance.now() - start) / 1000,
    };
  } finally {
    await discard();
  }
}

async function bytesOf(files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Bytes of the files that are made, whose model takes `modelBytes`. */
function roomFor({ kind }: Destination, format: ExportFormatName, modelBytes: number): number {
  if (kind === 'file') return modelBytes;
  // An archive is made beside the files that go into it.
  return kitBytes(format, modelBytes) * (kind === 'zip' ? 2 : 1);
}
