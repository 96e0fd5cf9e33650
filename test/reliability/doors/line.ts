import { WebSocket } from 'ws';
import type { PlainError } from '../../../src/shared/errors/thaw-error.ts';
import { sessionPaths } from '../../../src/shared/app/session.ts';
import type { Procedure } from './every-procedure.ts';

/** What came of one call. */
export type Outcome =
  | { readonly kind: 'result'; readonly text: string }
  | { readonly kind: 'error'; readonly code: string; readonly schema: boolean; readonly text: string }
  /** The socket was ended, or never opened. */
  | { readonly kind: 'refused' }
  /** Nothing came while a patient client waits. */
  | { readonly kind: 'silence' };

/** A socket as a page has it, without the client that would mend what is sent. */
export interface Line {
  /** @param whole a stream's end is waited for, not its first message alone. */
  ask(procedure: Pick<Procedure, 'path' | 'method'>, input: unknown, whole?: boolean): Promise<Outcome>;
  close(): void;
}

interface Message {
  readonly id?: number;
  readonly result?: { readonly type?: string };
  readonly error?: { readonly data?: { readonly code?: string; readonly thaw?: PlainError } };
}

/** Milliseconds after which a call counts as not answered. */
const patience = 60_000;

/** Opens a socket with these headers and, unless `parameters` is null, says who it is. Throws where it is refused. */
export async function openLine(
  port: number,
  headers: Readonly<Record<string, string>>,
  parameters: Readonly<Record<string, string>> | null,
): Promise<Line> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${sessionPaths.rpc}?connectionParams=1`, { headers });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  if (parameters) socket.send(JSON.stringify({ method: 'connectionParams', data: parameters }));
  const waiting = new Map<number, (outcome: Outcome, goesOn: boolean) => void>();
  let calls = 0;
  socket.on('error', () => undefined);
  socket.on('close', () => {
    for (const settle of waiting.values()) settle({ kind: 'refused' }, false);
  });
  socket.on('message', (data) => {
    const text = (data as Buffer).toString();
    if (text === 'PING') socket.send('PONG');
    else {
      const message = JSON.parse(text) as Message;
      const outcome = outcomeOf(message, text);
      if (outcome) waiting.get(message.id ?? 0)?.(outcome, message.result?.type === 'data');
    }
  });
  return {
    async ask({ path, method }, input, whole = false) {
      const id = (calls += 1);
      const outcome = await new Promise<Outcome>((resolve) => {
        const timer = setTimeout(() => {
          resolve({ kind: 'silence' });
        }, patience);
        waiting.set(id, (settled, goesOn) => {
          if (whole && goesOn && method === 'subscription') return;
          clearTimeout(timer);
          resolve(settled);
        });
        socket.send(JSON.stringify({ id, method, params: { path, input } }));
      });
      waiting.delete(id);
      if (method === 'subscription') socket.send(JSON.stringify({ id, method: 'subscription.stop' }));
      return outcome;
    },
    close() {
      socket.terminate();
    },
  };
}

/** null: a stream has begun, and what it says is still to come. */
function outcomeOf({ result, error }: Message, text: string): Outcome | null {
  if (error) {
    const { code = '', thaw } = error.data ?? {};
    return { kind: 'error', code: thaw?.code ?? code, schema: code === 'BAD_REQUEST', text };
  }
  return result?.type === 'started' ? null : { kind: 'result', text };
}
