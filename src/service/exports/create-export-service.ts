import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportNews, FormatView } from '../../shared/app/work-view.ts';
import { exportFormatNames, exportFormats } from '../../shared/export-formats.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { RequestOf } from '../../shared/job-requests.ts';
import { asStorageError } from '../../engine/storage/storage-error.ts';
import { previewKits } from '../../engine/export/kit/preview-kit.ts';
import { runNameOf } from '../../engine/training/run-name.ts';
import { kitBytes } from '../../engine/export/kit/kit-bytes.ts';
import { type RunningJob, startJob } from '../jobs/run-job.ts';
import type { ProjectStore } from '../projects/project-store.ts';
import { runFolderOf } from '../runs/run-folder-of.ts';
import type { ExportService } from '../services.ts';
import { watchedValue } from '../watch/watched-value.ts';
import { writeExports } from './write-exports.ts';

export interface ExportParts {
  readonly store: Pick<ProjectStore, 'open'>;
  /** Throws `folder-not-allowed`. */
  readonly requireAllowed: (path: string) => Promise<void>;
  /** Starts an export; another program in tests. */
  readonly start?: (request: RequestOf<'export'>) => RunningJob;
}

/** Writes runs' models for other programs. */
export function createExportService({ store, requireAllowed, start = startJob }: ExportParts): ExportService {
  return {
    async formats({ project, run }) {
      return formatsOf(runFolderOf(await store.open(project), run));
    },
    async kits({ project, run: name, form }) {
      const run = runFolderOf(await store.open(project), name);
      const kits = await previewKits(run, await runNameOf(run), form);
      return kits.map(({ format, samples, files }) => ({
        format,
        samples: samples.map(({ language, fileName, text }) => ({ language, fileName, text })),
        files,
      }));
    },
    async *write({ project, run: name, formats, form, weights, zip, language, out }, signal) {
      const run = runFolderOf(await store.open(project), name);
      await requireAllowed(out);
      const asked = (await formatsOf(run)).filter(({ format }) => formats.includes(format));
      const gone = new AbortController();
      const stop = AbortSignal.any([signal, gone.signal]);
      const news = watchedValue<ExportNews>({ out, formats: [], done: false });
      const tell = (changed: ExportNews): void => {
        news.set(changed);
      };
      const writing = writeExports(
        { run, formats: asked, form, weights, zip, language, out },
        start,
        tell,
        stop,
      );
      try {
        for await (const value of news.watch(stop)) {
          yield value;
          if (value.done) return;
        }
      } finally {
        gone.abort();
        await writing;
      }
    },
  };
}

/** Every model holds the weights and little else, so their file says how large it will be, with its kit. */
async function formatsOf(run: string): Promise<readonly FormatView[]> {
  const weights = join(run, 'model', 'weights.safetensors');
  const found = await stat(weights).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new ThawError('run-has-no-model', { run });
    throw asStorageError(error, weights, 'read');
  });
  return exportFormatNames.map((format) => ({
    format,
    ...exportFormats[format],
    bytes: kitBytes(format, found.size),
  }));
}
