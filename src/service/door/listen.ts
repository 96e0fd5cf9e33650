import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ThawError } from '../../shared/errors/thaw-error.ts';

/** Begins to listen; `port` 0: any free one. Gives the port. Throws `port-taken`, `host-unavailable`. */
export function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES')
        reject(new ThawError('port-taken', { port }));
      else reject(new ThawError('host-unavailable', { host, detail: error.code ?? error.message }));
    });
    server.listen(port, host, () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
}
