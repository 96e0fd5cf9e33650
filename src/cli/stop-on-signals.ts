import type { Supervisor } from '../service/supervisor/supervise-service.ts';

/** Waits until a supervised service has ended; Ctrl-C, SIGTERM and a closed terminal end it. */
export async function stopOnSignals(supervisor: Supervisor): Promise<void> {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const stop = (): void => {
    supervisor.stop();
  };
  for (const signal of signals) process.on(signal, stop);
  try {
    await supervisor.ended;
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
}
