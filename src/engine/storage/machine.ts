import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** A computer, as another one that shares a folder with it tells it apart. */
export interface Machine {
  /** As its owner calls it. */
  readonly name: string;
  /** Tells two of one name apart: a hash, of which nothing about the computer can be read; empty where the system has none. */
  readonly id: string;
}

/** This computer. */
export function machineHere(): Machine {
  return { name: hostname(), id: systemId() };
}

export function isSameMachine(one: Machine, other: Machine): boolean {
  return one.name === other.name && one.id === other.id;
}

/** This computer in a file's name: ten letters of a hash. */
export function machineMark(): string {
  return hashOf(JSON.stringify(machineHere())).slice(0, 10);
}

/** machine-id(5) asks that programs pass on nothing but a hash of their own. */
function systemId(): string {
  try {
    const id = readFileSync('/etc/machine-id', 'utf8').trim();
    return id === '' ? '' : hashOf(id).slice(0, 16);
  } catch {
    return '';
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(`thaw\0${text}`).digest('hex');
}
