import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { windowAnswerSchema } from '../shared/app/service-process.ts';

/** Where the service listens, and the key to it. */
export interface ServiceConnection {
  readonly port: number;
  readonly token: string;
}

export interface ServiceDoor {
  /** The running service; starts one where there is none, or where the last one ended. */
  connection(): Promise<ServiceConnection>;
  /** The window is gone: the service ends as soon as nothing trains. */
  letGo(): void;
}

/** How a service is started: a program and its arguments. */
export interface ServiceProgram {
  readonly command: string;
  readonly parameters: readonly string[];
}

type Supervisor = ChildProcessByStdio<Writable, Readable, null>;

/** The service says in the person's language why it cannot start; another try ends the same way. */
export class ServiceRefusal extends Error {
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.remedy = remedy;
  }
}

/**
 * `thaw serve --window`: a plain Node process that joins the service that runs or starts and supervises one. It is
 * not of this process's group, so it outlives the window; its standard input is the line that tells it that the
 * window is gone. `resources`: where an installed app keeps it, with a Node of its own; null in a checkout.
 */
export function serviceProgram(
  resources: string | null,
  environment: NodeJS.ProcessEnv = process.env,
  platform = process.platform,
): ServiceProgram {
  const folder = resources === null ? null : join(resources, 'thaw');
  const own = folder === null ? 'node' : join(folder, 'bin', platform === 'win32' ? 'node.exe' : 'node');
  const built = folder === null ? join(import.meta.dirname, '..') : join(folder, 'dist');
  return {
    command: environment.THAW_NODE ?? own,
    parameters: [join(built, 'cli.js'), 'serve', '--window'],
  };
}

/** The way to the service. One start at a time; a failed one rejects and the next call tries again. */
export function openService(program: ServiceProgram): ServiceDoor {
  let supervisor: Supervisor | null = null;
  let opening: Promise<ServiceConnection> | null = null;

  const start = async (): Promise<ServiceConnection> => {
    const child = spawn(program.command, [...program.parameters], {
      detached: true,
      stdio: ['pipe', 'pipe', 'ignore'],
      windowsHide: true,
    });
    supervisor = child;
    const forget = (): void => {
      if (supervisor !== child) return;
      supervisor = null;
      opening = null;
    };
    child.once('exit', forget);
    // Written to only by closing; a process that is gone has closed it already.
    child.stdin.on('error', () => undefined);
    try {
      return await firstLine(child);
    } catch (error) {
      forget();
      throw error;
    }
  };

  return {
    connection: () => (opening ??= start()),
    letGo: () => {
      supervisor?.stdin.end();
      supervisor?.unref();
    },
  };
}

async function firstLine(child: Supervisor): Promise<ServiceConnection> {
  const lines = createInterface({ input: child.stdout });
  const failed = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      reject(new Error(`the service ended with ${code ?? 'a signal'} before it listened`));
    });
  });
  const [line] = (await Promise.race([once(lines, 'line'), failed])) as [string];
  const said = windowAnswerSchema.parse(JSON.parse(line));
  if (said.kind === 'refused') throw new ServiceRefusal(said.message, said.remedy);
  return { port: said.port, token: said.token };
}
