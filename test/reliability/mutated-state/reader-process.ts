import { isThawError } from '../../../src/shared/errors/thaw-error.ts';
import { stateReaders } from './state-readers.ts';
import type { StateKind } from './state-kinds.ts';

/** A process that reads one folder after the other, and says of each what came of it. */
process.on('disconnect', () => process.exit(0));
process.on('message', ({ kind, place }: { readonly kind: StateKind; readonly place: string }) => {
  stateReaders[kind](place).then(
    () => process.send?.('read'),
    (error: unknown) => process.send?.(outcomeOf(error)),
  );
});
process.send?.('ready');

function outcomeOf(error: unknown): string {
  if (isThawError(error) && error.code !== 'unexpected') return `refused: ${error.code}`;
  return `threw: ${String(error).slice(0, 200)}`;
}
