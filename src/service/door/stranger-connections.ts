import type { Server } from 'node:http';
import type { Socket } from 'node:net';

export interface StrangerLimits {
  /** Connections at once; one more ends the oldest of them. */
  readonly most: number;
  /** Milliseconds in which a connection must show a right. */
  readonly lasting: number;
}

export const strangerLimits: StrangerLimits = { most: 500, lasting: 30_000 };

/** The connections that have shown no right yet. */
export interface StrangerConnections {
  /** A right was shown on this connection: it stays as long as it is used. */
  welcome(socket: Socket): void;
}

/**
 * Bounds what strangers can hold, however slowly they send or read: a page is loaded and let in within a moment. No
 * connection is turned away at the door, so that a rightful one always comes in.
 */
export function boundStrangers(server: Server, { most, lasting }: StrangerLimits): StrangerConnections {
  const strangers = new Map<Socket, NodeJS.Timeout>();
  const forget = (socket: Socket): void => {
    clearTimeout(strangers.get(socket));
    strangers.delete(socket);
  };
  server.on('connection', (socket: Socket) => {
    const [oldest] = strangers.keys();
    if (oldest && strangers.size >= most) {
      forget(oldest);
      oldest.destroy();
    }
    const timer = setTimeout(() => {
      socket.destroy();
    }, lasting);
    strangers.set(socket, timer.unref());
    socket.once('close', () => {
      forget(socket);
    });
  });
  return { welcome: forget };
}
