import { openBackend } from '../../backend/open-backend.ts';
import { openLocalStep } from '../open-training-step.ts';
import type { PatientStep } from '../patient-step.ts';
import { readOutcome } from '../outcomes.ts';
import type { FromWorker, SentBatch, ToWorker } from './worker-messages.ts';

/**
 * A process that computes parts of batches for a training (./open-workers.ts). It holds the same weights and slots as
 * the training's own process, since both make the same updates. It lives no longer than its parent.
 */
let step: PatientStep | null = null;
let work = Promise.resolve();

process.on('disconnect', () => process.exit(1));
// Ctrl-C reaches every process of the terminal; what it means is the parent's decision.
process.on('SIGINT', () => undefined);
process.on('message', (message) => {
  work = work.then(async () => {
    try {
      answer(await doWork(message as ToWorker));
    } catch (error) {
      answer({ kind: 'failed', detail: error instanceof Error ? error.message : String(error) }, () =>
        process.exit(1),
      );
    }
  });
});

async function doWork(message: ToWorker): Promise<FromWorker> {
  if (message.kind === 'open') {
    const backend = await openBackend(message.backend, message.device);
    step = await openLocalStep(backend, message.options, message.precision, () => undefined);
    return { kind: 'done' };
  }
  const opened = step!;
  if (message.kind === 'add') {
    const outcome = await readOutcome(await opened.addBatch(received(message.part), true));
    return { kind: 'added', outcome, gradients: await opened.gradients() };
  }
  opened.setGradients(message.gradients);
  await opened.update(message.moment);
  return { kind: 'done' };
}

function received({ masks, ...batch }: SentBatch): Parameters<PatientStep['addBatch']>[0] {
  return { ...batch, dropoutMask: (layer) => masks.get(layer)! };
}

function answer(message: FromWorker, sent: () => void = () => undefined): void {
  process.send?.(message, sent);
}
