import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { dataHome } from '../engine/storage/home.ts';
import { toServiceSchema, type FromService } from '../shared/app/service-process.ts';
import type { ThawError } from '../shared/errors/thaw-error.ts';
import { asThawError } from './jobs/as-thaw-error.ts';
import { logFolderName } from './log/log-folder.ts';
import { openServiceLog } from './log/service-log.ts';
import { startService, type StartedService } from './start-service.ts';

/**
 * The service's process. It tells its parent once that it is ready, or why it cannot start. A request that fails is
 * answered; what nobody caught is written down and ends the process, and the parent starts another.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    root: { type: 'string', multiple: true, default: [homedir()] },
    tied: { type: 'boolean', default: false },
    'log-to-stderr': { type: 'boolean', default: false },
  },
});
const log = openServiceLog(values['log-to-stderr'] ? 'stderr' : { folder: join(dataHome(), logFolderName) });
let service: StartedService | null = null;
let closing = false;
/** Milliseconds between looks; a page that is reloaded is gone for less than three. */
const looksEvery = 2_000;
let leaving: NodeJS.Timeout | undefined;

process.on('uncaughtException', die);
// Some work that nobody waited for failed. What else is under way, such as a training, is not harmed by it.
process.on('unhandledRejection', (error) => {
  log.error({ err: error }, 'a failure that nobody waited for');
});
process.on('SIGINT', () => void close('SIGINT'));
process.on('SIGTERM', () => void close('SIGTERM'));
process.on('message', (message) => {
  const said = toServiceSchema.safeParse(message);
  if (said.data?.kind === 'close') void close('asked');
  if (said.data?.kind === 'release') leaveWhenIdle();
});
process.on('disconnect', () => {
  if (values.tied) void close('parent gone');
});

try {
  service = await startService({
    port: Number(values.port),
    roots: values.root.map((root) => resolve(root)),
    log,
  });
  log.info({ port: service.port }, 'ready');
  const ready: FromService = { kind: 'ready', port: service.port, token: service.token };
  if (process.connected) process.send?.(ready, () => undefined);
  // Without a waiting parent, its channel keeps nothing alive.
  process.channel?.unref();
} catch (error) {
  log.fatal({ err: error }, 'cannot start');
  refuse(asThawError(error));
}

/** Another try would end the same way, unless the error is an unknown one. */
function refuse({ code, facts, message }: ThawError): void {
  const leave = (): void => process.exit(1);
  if (code !== 'unexpected' && process.connected)
    process.send?.({ kind: 'refused', error: { code, facts: { ...facts } } } satisfies FromService, leave);
  else {
    process.stderr.write(`${message}\n`);
    leave();
  }
}

function leaveWhenIdle(): void {
  let idleLooks = 0;
  const look = async (): Promise<void> => {
    idleLooks = (await service?.isIdle()) ? idleLooks + 1 : 0;
    if (idleLooks === 3) await close('idle, and the window is gone');
  };
  clearInterval(leaving);
  leaving = setInterval(() => void look(), looksEvery);
}

async function close(reason: string): Promise<void> {
  if (closing) return;
  closing = true;
  log.info({ reason }, 'closing');
  await service?.close().catch((error: unknown) => {
    log.error({ err: error }, 'closing failed');
  });
  process.exit(0);
}

function die(error: unknown): void {
  log.fatal({ err: error }, 'ended by an error that nobody caught');
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}
