import { cpus, freemem, release, totalmem, type, version } from 'node:os';
import { join } from 'node:path';
import {
  describeInstallation,
  type Installation,
} from '../../engine/backend/runtime/describe-installation.ts';
import { speedRemedies, type SpeedRemedy } from '../../engine/backend/runtime/speed-remedies.ts';
import { freeBytes } from '../../engine/storage/free-bytes.ts';
import { dataHome } from '../../engine/storage/home.ts';
import type { PlainError } from '../../shared/errors/thaw-error.ts';
import type { BackendFacts } from '../../shared/job-results/set-up-results.ts';
import { thawVersion } from '../../shared/version.ts';
import { logFolderName } from '../log/log-folder.ts';
import { readLogTail } from '../log/read-log-tail.ts';
import { deviceLadder, type LadderRung } from './device-ladder.ts';
import { withoutPrivateParts } from './without-private-parts.ts';

/**
 * What helps to find a fault; the same for `thaw doctor` and for the app's "Copy diagnostics". No names or contents of
 * photos, no tokens; the person's home folder is written `~`.
 */
export interface Diagnostics {
  readonly version: string;
  /** Such as linux-x64, and the system's own words for itself. */
  readonly platform: string;
  readonly system: string;
  readonly node: string;
  readonly processor: string;
  readonly cores: number;
  readonly memory: { readonly totalBytes: number; readonly freeBytes: number };
  /** What computes; null where no backend opened, for the reason that `error` tells. */
  readonly backend: BackendFacts | null;
  readonly error: PlainError | null;
  readonly ladder: readonly LadderRung[];
  readonly installation: Installation;
  readonly remedies: readonly SpeedRemedy[];
  /** Folder of projects, trainings and logs. */
  readonly data: string;
  /** Free bytes where Thaw's own folder and the data lie; null where the system does not say. */
  readonly disk: { readonly homeFreeBytes: number | null; readonly dataFreeBytes: number | null };
  /** The last lines of the service's log, oldest first. */
  readonly log: readonly string[];
}

const logLines = 60;

/**
 * Looks only: nothing is made, fetched or sent. Throws `cancelled`.
 *
 * @param device what the look for a backend gave: its facts, or why none opens
 */
export async function gatherDiagnostics(
  device: { readonly facts: BackendFacts } | { readonly error: PlainError },
  signal: AbortSignal,
): Promise<Diagnostics> {
  const facts = 'facts' in device ? device.facts : null;
  const installation = await describeInstallation(signal);
  const data = dataHome();
  const [homeFreeBytes, dataFreeBytes, log] = await Promise.all([
    freeBytes(installation.home).catch(() => null),
    freeBytes(data).catch(() => null),
    readLogTail(join(data, logFolderName), logLines),
  ]);
  const processors = cpus();
  return withoutPrivateParts<Diagnostics>({
    version: thawVersion,
    platform: `${process.platform}-${process.arch}`,
    system: `${type()} ${release()}, ${version()}`,
    node: process.version,
    processor: processors[0]?.model.trim() ?? '',
    cores: processors.length,
    memory: { totalBytes: totalmem(), freeBytes: freemem() },
    backend: facts,
    error: 'error' in device ? device.error : null,
    ladder: deviceLadder(facts),
    installation,
    remedies: speedRemedies(facts, installation),
    data,
    disk: { homeFreeBytes, dataFreeBytes },
    log,
  });
}
