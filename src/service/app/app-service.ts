import { availableParallelism, totalmem } from 'node:os';
import { join, sep } from 'node:path';
import { dataHome } from '../../engine/storage/home.ts';
import type { DeviceView } from '../../shared/app/work-view.ts';
import type { BackendFacts } from '../../shared/job-results/set-up-results.ts';
import { thawVersion } from '../../shared/version.ts';
import { ThawError } from '../../shared/errors/thaw-error.ts';
import type { CrashNotes } from '../diagnostics/crash-notes.ts';
import { diagnosticsJson } from '../diagnostics/diagnostics-json.ts';
import { gatherDiagnostics } from '../diagnostics/gather-diagnostics.ts';
import { asThawError } from '../jobs/as-thaw-error.ts';
import { runJob, startJob } from '../jobs/run-job.ts';
import type { RunningJob } from '../jobs/run-job.ts';
import { computingView, watchedEvents } from '../jobs/watched-events.ts';
import type { AppService } from '../services.ts';
import { watchedValue } from '../watch/watched-value.ts';
import { readLicences } from './read-licences.ts';
import { watchLeftGpus } from './watch-left-gpus.ts';

/** Opens the backend in a process of its own and says what it is; throws ThawError. */
export type ProbeDevice = (onStart: (job: RunningJob) => void) => Promise<BackendFacts>;

const probeBackend: ProbeDevice = (onStart) =>
  runJob<BackendFacts>({ job: 'probe-backend', backend: 'auto' }, undefined, { onStart });

export interface AppServiceNeeds {
  readonly crashes: CrashNotes;
  readonly probe?: ProbeDevice;
  readonly startSetUp?: () => RunningJob;
}

/**
 * What the app shows of itself and of the device. The device is looked for once, when somebody first wants to know,
 * and kept; only a look that failed is taken again, by the next who asks.
 */
export function createAppService({
  crashes,
  probe = probeBackend,
  startSetUp = () => startJob({ job: 'set-up-runtime' }),
}: AppServiceNeeds): AppService & { close(): void } {
  const device = watchedValue<DeviceView>({ kind: 'looking' });
  let job: RunningJob | null = null;
  let state: 'unknown' | 'looking' | 'known' = 'unknown';

  async function look(): Promise<void> {
    state = 'looking';
    device.set({ kind: 'looking' });
    try {
      const facts = await probe((started) => (job = started));
      state = 'known';
      device.set({ kind: 'found', facts, cores: availableParallelism(), memoryBytes: totalmem() });
    } catch (error) {
      state = 'unknown';
      device.set({ kind: 'failed', error: asThawError(error).toPlain() });
    } finally {
      job = null;
    }
  }

  const watchDevice = (signal: AbortSignal): AsyncGenerator<DeviceView, void> => {
    if (state === 'unknown') void look();
    return device.watch(signal);
  };

  return {
    status: () => ({
      version: thawVersion,
      platform: process.platform,
      projectsFolder: join(dataHome(), 'projects'),
      separator: sep,
    }),
    watchDevice,
    licences: readLicences,
    watchLeftGpus,
    watchCrashes: (signal) => crashes.watch(signal),
    dismissCrashes() {
      crashes.dismiss();
    },
    noteWindowCrash(crash) {
      crashes.keepWindow(crash);
    },
    async diagnostics(signal) {
      for await (const view of watchDevice(signal))
        if (view.kind !== 'looking')
          return `${JSON.stringify(diagnosticsJson(await gatherDiagnostics(view, signal)), null, 2)}\n`;
      throw new ThawError('cancelled', { run: null });
    },
    async *setUp(signal) {
      for await (const event of watchedEvents(startSetUp(), signal)) {
        const view = computingView(event);
        if (view) yield view;
      }
      // What computes from now on is another device.
      await look();
    },
    close() {
      job?.kill();
    },
  };
}
