import { openRecordWriter } from '../../src/engine/features/record-writer.ts';
import { madeHash, madePlace, madeRecords } from './made-records.ts';

/** A program to be killed: adds batches of three made photos and says after each how many are there. */
const place = madePlace(50_000, 'killed');
const writer = await openRecordWriter(place, new AbortController().signal);
for (let photo = Number(process.argv[2]); ; photo += 3) {
  const batch = [photo, photo + 1, photo + 2];
  await writer.append(batch.map(madeHash), madeRecords(place, batch));
  process.send!(photo + 3);
}
