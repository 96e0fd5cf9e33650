import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { holdLock } from '../engine/download/hold-lock.ts';
import { dataHome } from '../engine/storage/home.ts';
import { isThawError, ThawError } from '../shared/errors/thaw-error.ts';
import { thawVersion } from '../shared/version.ts';
import { createServices } from './create-services.ts';
import { openCrashNotes } from './diagnostics/crash-notes.ts';
import { newToken } from './door/access-keys.ts';
import { openDoor, type Door, type DoorOptions } from './door/open-door.ts';
import { logJobEnds } from './log/log-job-ends.ts';
import type { ServiceLog } from './log/service-log.ts';
import { isUp } from './supervisor/find-service.ts';
import { readServiceFile, removeServiceFile, writeServiceFile } from './supervisor/service-file.ts';
import { makeFolder } from '../engine/storage/make-folder.ts';

export interface StartOptions {
  /** 0: the port of the service before, where that died; else any. */
  readonly port: number;
  readonly roots: readonly string[];
  readonly log: ServiceLog;
}

export interface StartedService {
  readonly port: number;
  readonly token: string;
  /** Nobody is connected, and nothing trains. */
  isIdle(): Promise<boolean>;
  /** Ends the service and takes service.json away: who has the old token may not come back. */
  close(): Promise<void>;
}

/**
 * Starts the one service of an app data folder. One that died left its service.json: its port and token are taken
 * over, so that its pages join again. Throws `service-runs` where one is up, `port-taken`, and what files refuse.
 */
export async function startService({ port, roots, log }: StartOptions): Promise<StartedService> {
  const release = await holdStartLock();
  try {
    const before = await readServiceFile();
    if (before && (await isUp(before)))
      throw new ThawError('service-runs', { port: before.port, pid: before.pid });
    const token = before?.token ?? newToken();
    const crashes = await openCrashNotes(dataHome());
    const unheard = logJobEnds(log, crashes);
    const services = await createServices({ roots, crashes });
    const options = {
      services,
      token,
      page: pageFolder(),
      log,
      onToken() {
        services.allowEverywhere();
      },
    };
    const door = await openDoorAt(port, before?.port ?? 0, options);
    const goOn = async (): Promise<void> => {
      const trainings = await services.goOn();
      // One that closed has taken its file away.
      if (before === null) return;
      log.warn({ pid: before.pid, trainings: trainings.length }, 'the service before ended without closing');
      crashes.keepService(trainings);
    };
    goOn().catch((error: unknown) => {
      log.error({ err: error }, 'could not take up what was training');
    });
    await writeServiceFile({ port: door.port, pid: process.pid, token, version: thawVersion });
    return {
      port: door.port,
      token,
      isIdle: async () => door.connected() === 0 && !(await services.isTraining()),
      async close() {
        await door.close();
        await services.close();
        unheard();
        await crashes.written();
        await removeServiceFile(process.pid);
      },
    };
  } finally {
    await release();
  }
}

/** Milliseconds to wait for another start, and after which one that says nothing of itself any more has failed. */
const [patience, silence] = [30_000, 15_000];

/** Two that start at once do so one after the other; the second then finds the first. */
async function holdStartLock(): Promise<() => Promise<void>> {
  await makeFolder(dataHome());
  return holdLock(join(dataHome(), 'service.lock'), AbortSignal.timeout(patience), silence);
}

/** The port that was asked for; else the one before, where nobody took it meanwhile. */
async function openDoorAt(wanted: number, before: number, options: Omit<DoorOptions, 'port'>): Promise<Door> {
  if (wanted !== 0 || before === 0) return openDoor({ ...options, port: wanted });
  try {
    return await openDoor({ ...options, port: before });
  } catch (error) {
    if (isThawError(error, 'port-taken')) return openDoor({ ...options, port: 0 });
    throw error;
  }
}

/** Where the built page lies: beside this program, or in dist/ from the sources. */
function pageFolder(): string {
  const places = ['./renderer', '../renderer', '../../dist/renderer'];
  const found = places.map((place) => fileURLToPath(new URL(place, import.meta.url)));
  return found.find((folder) => existsSync(join(folder, 'index.html'))) ?? found[0]!;
}
