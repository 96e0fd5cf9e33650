import { net } from 'electron';
import type { WindowCrash } from '../shared/app/crash-note.ts';
import { sessionPaths } from '../shared/app/session.ts';
import type { ServiceDoor } from './open-service.ts';

export type NoteCrash = (crash: WindowCrash) => Promise<void>;

/** Tells the service, which keeps all notes of crashes. One that cannot be told costs nothing but itself. */
export function noteCrashAt(service: ServiceDoor): NoteCrash {
  return async (crash) => {
    try {
      const { port, token } = await service.connection();
      await net.fetch(`http://127.0.0.1:${port}${sessionPaths.windowCrash}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(crash),
      });
    } catch {
      // The window is mended all the same.
    }
  };
}
