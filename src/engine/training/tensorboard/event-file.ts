import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EventSchema, SummarySchema, type Event } from '../../storage/generated/event_pb.ts';
import type { TensorMap } from '../../storage/safetensors.ts';
import { asStorageError } from '../../storage/storage-error.ts';
import { writeAtomically } from '../../storage/write-atomically.ts';
import { histogramOf } from './histogram.ts';
import { decodeRecords, encodeRecord } from './record-format.ts';

/** One TensorBoard event file, appended to epoch by epoch. */
export interface EventFile {
  /** Adds the values by tag, and how tensors are spread, and flushes them. Throws `permission-denied`, `disk-full`. */
  append(step: number, values: Readonly<Record<string, number>>, spread?: TensorMap): Promise<void>;
}

/**
 * The file `folder`/`part`/events.out.tfevents.SECONDS.thaw, made or cut back to its events up to step `steps`. `graph`:
 * a GraphDef's bytes, for TensorBoard's graph page.
 */
export async function openEventFile(
  folder: string,
  part: string,
  createdAt: string,
  steps: number,
  graph: Uint8Array | null = null,
): Promise<EventFile> {
  const seconds = Date.parse(createdAt) / 1000;
  const file = join(folder, part, `events.out.tfevents.${Math.floor(seconds)}.thaw`);
  const version = create(EventSchema, {
    wallTime: seconds,
    what: { case: 'fileVersion', value: 'brain.Event:2' },
  });
  const kept = (await readEvents(file)).filter(
    ({ what, step }) => what.case === 'summary' && step <= BigInt(steps),
  );
  const drawn = graph && create(EventSchema, { wallTime: seconds, what: { case: 'graphDef', value: graph } });
  await writeAtomically(file, Buffer.concat([version, ...(drawn ? [drawn] : []), ...kept].map(encodeEvent)));
  return {
    async append(step, values, spread = new Map()) {
      const scalars = Object.entries(values).map(([tag, number]) => ({
        tag,
        value: { case: 'simpleValue' as const, value: number },
      }));
      const histograms = [...spread].map(([tag, tensor]) => ({
        tag,
        value: { case: 'histo' as const, value: histogramOf(tensor.values) },
      }));
      const summary = create(SummarySchema, { value: [...scalars, ...histograms] });
      const event = create(EventSchema, {
        wallTime: Date.now() / 1000,
        step: BigInt(step),
        what: { case: 'summary', value: summary },
      });
      await appendFile(file, encodeEvent(event), { flush: true }).catch((error: unknown) => {
        throw asStorageError(error, file, 'write');
      });
    },
  };
}

/** The events of a file; none where there is no file, and none after a torn record. */
export async function readEvents(file: string): Promise<readonly Event[]> {
  const bytes = await readFile(file).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Uint8Array();
    throw asStorageError(error, file, 'read');
  });
  return decodeRecords(bytes).map((record) => fromBinary(EventSchema, record));
}

function encodeEvent(event: Event): Uint8Array {
  return encodeRecord(toBinary(EventSchema, event));
}
