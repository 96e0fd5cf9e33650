import { fork, type ChildProcess } from 'node:child_process';
import { peakMemory } from '../peak-memory.ts';
import type { StateKind } from './state-kinds.ts';

export interface Reading {
  /** `read`, `refused: CODE`, `threw: …`, `hung`, `crashed: …` or `took too much memory`. */
  readonly said: string;
  readonly seconds: number;
}

/** A process that reads, made anew whenever one is gone. */
export interface StateReaderProcess {
  /** Ended after so many milliseconds. */
  read(kind: StateKind, place: string, milliseconds: number): Promise<Reading>;
  /** The most memory that any of its processes had, in bytes. */
  peakBytes(): number;
  close(): void;
}

/** `folder`: for temporary files. A process that takes more memory than `mostBytes` is ended. */
export function openReaderProcess(program: string, folder: string, mostBytes: number): StateReaderProcess {
  let child: ChildProcess | null = null;
  let peak = 0;
  const start = async (): Promise<ChildProcess> => {
    const started = fork(program, [], {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: { ...process.env, TMPDIR: folder, THAW_HOME: folder },
    });
    await new Promise((resolve) => {
      started.once('message', resolve);
      started.once('exit', resolve);
    });
    return started;
  };
  return {
    async read(kind, place, milliseconds) {
      child ??= await start();
      const running = child;
      const since = performance.now();
      let why = '';
      const end = (reason: string): void => {
        why = reason;
        running.kill('SIGKILL');
      };
      const watchdog = setTimeout(() => {
        end('hung');
      }, milliseconds);
      const memory = setInterval(() => {
        // Of this process alone: another one's that was ended for it says nothing of this.
        const taken = peakMemory(running.pid);
        peak = Math.max(peak, taken);
        if (taken > mostBytes) end('took too much memory');
      }, 20);
      const said = await new Promise<string>((resolve) => {
        running.once('message', (message: string) => {
          resolve(message);
        });
        running.once('exit', (code, signal) => {
          resolve(why || `crashed: ${signal ?? code}`);
        });
        running.send({ kind, place });
      });
      clearTimeout(watchdog);
      clearInterval(memory);
      peak = Math.max(peak, peakMemory(running.pid));
      running.removeAllListeners('message').removeAllListeners('exit');
      if (running.exitCode !== null || running.signalCode !== null) child = null;
      return { said, seconds: (performance.now() - since) / 1000 };
    },
    peakBytes: () => peak,
    close() {
      child?.disconnect();
    },
  };
}
