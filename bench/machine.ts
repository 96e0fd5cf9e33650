import { cpus, totalmem } from 'node:os';

/** One line on the machine a table was measured on: model, cores, memory, Node. */
export function describeMachine(): string {
  const processors = cpus();
  const memory = Math.round(totalmem() / 1e9);
  return `${processors[0]?.model.trim() ?? 'unknown processor'}, ${processors.length} cores, ${memory} GB of memory, Node ${process.versions.node}`;
}
