import { setTimeout as wait } from 'node:timers/promises';
import WebSocket from 'ws';

/** A look into a running Node process. */
export interface Inspector {
  /**
   * What the process holds when its garbage is collected: bytes of its heap and of buffers outside it. How much memory
   * it has beside that is the collector's own affair, and differs from run to run.
   */
  bytesKept(): Promise<number>;
  close(): void;
}

interface Target {
  readonly webSocketDebuggerUrl: string;
}

interface Answer {
  readonly id?: number;
  readonly result: { readonly result?: { readonly value: number } };
}

/** @param port what the process was told by `--inspect-port`; it listens there from a signal on. */
export async function openInspector(pid: number, port: number): Promise<Inspector> {
  process.kill(pid, 'SIGUSR1');
  const socket = new WebSocket(await addressOf(port));
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const waiting = new Map<number, (answer: Answer) => void>();
  const gone = new Promise<never>((_, reject) => {
    socket.once('close', () => {
      reject(new Error('the process is gone'));
    });
  });
  // It closes at the end too, when nobody asks any more.
  gone.catch(() => undefined);
  socket.on('message', (data: Buffer) => {
    const answer = JSON.parse(data.toString()) as Answer;
    waiting.get(answer.id ?? 0)?.(answer);
  });
  let asked = 0;
  const ask = (method: string, params: object): Promise<Answer> => {
    const id = (asked += 1);
    const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve));
    socket.send(JSON.stringify({ id, method, params }));
    return Promise.race([answered, gone]);
  };
  return {
    async bytesKept() {
      // Twice: what a finaliser lets go in the first round is collected in the second one.
      for (let round = 0; round < 2; round++) await ask('HeapProfiler.collectGarbage', {});
      const expression = '(({ heapUsed, external }) => heapUsed + external)(process.memoryUsage())';
      const { result } = await ask('Runtime.evaluate', { expression });
      return result.result!.value;
    },
    close() {
      socket.close();
    },
  };
}

/** The process needs a moment to listen. */
async function addressOf(port: number): Promise<string> {
  for (let tries = 1; ; tries++) {
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/json/list`, { headers: { connection: 'close' } });
      const [target] = (await answer.json()) as readonly Target[];
      if (target === undefined) throw new Error('no process can be looked into there');
      return target.webSocketDebuggerUrl;
    } catch (error) {
      if (tries === 100) throw error;
      await wait(100);
    }
  }
}
