import { readFileSync } from 'node:fs';
import { isSameMachine, machineHere, type Machine } from './machine.ts';

/** The process that a lock file names. */
export interface Holder {
  readonly pid: number;
  /** When the process began, as the system counts: a pid alone may belong to a later process. Empty: unknown. */
  readonly began: string;
  /** Where it runs; its name is empty where the lock does not say. */
  readonly machine: Machine;
}

/**
 * `unsure`: a process of this number lives, which may be a later one. `elsewhere`: on another computer, of whose processes
 * this one's say nothing, as on a shared drive or in a folder that is kept the same on several.
 */
export type HolderState = 'lives' | 'ended' | 'unsure' | 'elsewhere';

/** What the system tells of processes. */
export interface Processes {
  readonly machine: Machine;
  isAlive(pid: number): boolean;
  /** Start time since the system's start; empty where it is not told, as of other users' processes under `hidepid` (proc(5)). */
  began(pid: number): string;
}

const processesHere = (): Processes => ({ machine: machineHere(), isAlive, began: processBegan });

export function holderHere(): Holder {
  return { pid: process.pid, began: processBegan(process.pid), machine: machineHere() };
}

/** The holder in a lock file's content; null where there is none. */
export function parseHolder(content: string): Holder | null {
  try {
    const { pid, began, machine } = JSON.parse(content) as Partial<Holder>;
    if (!Number.isInteger(pid) || pid! <= 0) return null;
    return { pid: pid!, began: began ?? '', machine: { name: machine?.name ?? '', id: machine?.id ?? '' } };
  } catch {
    return null;
  }
}

/** What can be said of a holder from here. Never `ended` for a living one. */
export function holderState({ pid, began, machine }: Holder, processes = processesHere()): HolderState {
  if (!isSameMachine(machine, processes.machine)) return 'elsewhere';
  if (!processes.isAlive(pid)) return 'ended';
  const beganNow = processes.began(pid);
  if (began === '' || beganNow === '') return 'unsure';
  return began === beganNow ? 'lives' : 'ended';
}

/** True where a process of this number runs, whoever's it is. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A killed process whose parent has not asked for its end yet still answers to signals.
    return processFacts(pid)[0] !== 'Z';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function processBegan(pid: number): string {
  return processFacts(pid)[19] ?? '';
}

/** The fields of Linux's /proc/PID/stat from the third (state) on; the second, a name, may hold anything. */
function processFacts(pid: number): readonly string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}
