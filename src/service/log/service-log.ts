import { pino, type Logger } from 'pino';
import { errorForLog } from './error-for-log.ts';
import { openSizedFile } from './sized-file.ts';

/**
 * What the service tells those who look for a fault. Never a token, a cookie, a query, or what a person wrote, nor paths:
 * an error is logged as `err`, which `errorForLog` puts in order.
 */
export type ServiceLog = Pick<Logger, 'debug' | 'info' | 'warn' | 'error' | 'fatal'>;

const levels = ['debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/** @param target a folder, in which `service.log` is written with a limit, or `stderr`. */
export function openServiceLog(target: { readonly folder: string } | 'stderr'): ServiceLog {
  const wanted = process.env.THAW_LOG_LEVEL ?? 'info';
  const options = {
    level: levels.includes(wanted) ? wanted : 'info',
    base: { pid: process.pid },
    serializers: { err: errorForLog },
    redact: ['token', 'cookie', '*.token', '*.cookie', '*.authorization'],
  };
  // Written at once: the last line before a crash is the one that is wanted.
  const destination =
    target === 'stderr' ? pino.destination({ dest: 2, sync: true }) : openSizedFile(target.folder, 'service');
  return pino(options, destination);
}
