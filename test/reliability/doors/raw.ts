import { connect, type Socket } from 'node:net';

/** What a connection came to that sends bytes as it likes. */
export interface Poured {
  /** Of the first answer; 0: there was none. */
  readonly status: number;
  /** Bytes that the service took before it ended the connection. */
  readonly sent: number;
  /** The service ended it; else all was sent, or nothing happened for `patience`. */
  readonly ended: boolean;
}

/** Milliseconds without anything happening. */
const patience = 60_000;

/** Sends `head`, then `chunk` again and again as fast as it is taken, until `most` bytes went or the service ends it. */
export async function pour(port: number, head: string, chunk: Buffer, most: number): Promise<Poured> {
  const socket = connect({ host: '127.0.0.1', port });
  let status = 0;
  socket.on('data', (data) => {
    status ||= Number(/^HTTP\/1\.1 (\d{3})/.exec(data.toString('latin1'))?.[1] ?? 0);
  });
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => {
      resolve();
    });
  });
  socket.write(head, 'latin1');
  while (!socket.closed && socket.bytesWritten < most) {
    const taken = socket.write(chunk) || (await drained(socket, closed));
    if (!taken) break;
  }
  await Promise.race([closed, wait(patience)]);
  const { bytesWritten: sent, closed: ended } = socket;
  socket.destroy();
  return { status, sent, ended };
}

/** False: the connection ended, or nothing more was taken. */
function drained(socket: Socket, closed: Promise<void>): Promise<boolean> {
  return Promise.race([
    new Promise<boolean>((resolve) =>
      socket.once('drain', () => {
        resolve(true);
      }),
    ),
    closed.then(() => false),
    wait(patience).then(() => false),
  ]);
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}
