import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** How a call ended: killed by us within the stage, or before that by itself. */
export interface CallEnd {
  readonly kind: 'killed' | 'ended';
  readonly exitCode: number | null;
  /** Milliseconds that each stage took, by `STAGE` or `STAGE DETAIL`, in the order they came. */
  readonly stages: ReadonlyMap<string, number>;
  /** Codes of what it told on the way. */
  readonly notices: ReadonlySet<string>;
  /** The last line, as JSON; null where there was none. */
  readonly last: Readonly<Record<string, unknown>> | null;
}

export interface KillMoment {
  readonly stage: string;
  /** After the stage has begun. */
  readonly milliseconds: number;
  /** In place of the kill: what is done to the call then, by its process id. */
  readonly act?: (pid: number) => void;
}

/** Where the programs and a home for them are. */
export interface Place {
  /** The built terminal program. */
  readonly cli: string;
  readonly home: string;
  /** A program, and its parameters, that starts the call's. */
  readonly starter?: readonly string[];
  readonly environment?: NodeJS.ProcessEnv;
}

/**
 * Calls `thaw … --json`; with a moment, the whole tree of its processes is killed (SIGKILL) then. The call is the leader of a
 * group of its own, to which every process that it starts belongs.
 */
export async function call(
  { cli, home, starter = [], environment = {} }: Place,
  parameters: readonly string[],
  moment: KillMoment | null = null,
): Promise<CallEnd> {
  const [program, ...line] = [...starter, process.execPath, cli, ...parameters, '--json'] as const;
  const child = spawn(program, line, {
    detached: true,
    env: { ...process.env, THAW_HOME: home, THAW_LANGUAGE: 'en', ...environment },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const closed = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  const stages = new Map<string, number>();
  const notices = new Set<string>();
  let [current, since] = ['', performance.now()];
  const leave = (): void => {
    if (current !== '') stages.set(current, (stages.get(current) ?? 0) + performance.now() - since);
    since = performance.now();
  };
  let [kind, last]: [CallEnd['kind'], CallEnd['last']] = ['ended', null];
  let timer: NodeJS.Timeout | null = null;
  const failures: unknown[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    last = JSON.parse(line) as Readonly<Record<string, unknown>>;
    if (last.kind === 'notice') notices.add((last.notice as { readonly code: string }).code);
    if (last.kind !== 'stage') continue;
    leave();
    current = [last.stage, last.detail].filter(Boolean).join(' ');
    if (moment?.stage !== current || timer !== null) continue;
    timer = setTimeout(() => {
      try {
        if (moment.act) moment.act(child.pid!);
        else {
          process.kill(-child.pid!, 'SIGKILL');
          kind = 'killed';
        }
      } catch (error) {
        // It may have come to its end before.
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') failures.push(error);
      }
    }, moment.milliseconds);
  }
  leave();
  const exitCode = await closed;
  if (timer) clearTimeout(timer);
  if (failures.length > 0) throw failures[0];
  return { kind: exitCode === null ? kind : 'ended', exitCode, stages, notices, last };
}
