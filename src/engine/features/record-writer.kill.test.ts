import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildProgram, type BuiltProgram } from '../../../test/features/built-program.ts';
import { madeHash, madePlace, madeRecords, writeMade } from '../../../test/features/made-records.ts';
import { useTemporaryCache } from '../../../test/features/temporary-cache.ts';
import { openRecordStore } from './record-store.ts';

describe('a writer that is killed', () => {
  useTemporaryCache();
  let program: BuiltProgram;
  beforeAll(async () => {
    program = await buildProgram(new URL('../../../test/features/write-for-ever.ts', import.meta.url));
  });
  afterAll(() => {
    program.remove();
  });

  it('leaves every batch it had finished, and a store that the next one goes on with', async () => {
    const place = madePlace(50_000, 'killed');
    let there = 0;
    for (const delay of [0, 1, 3, 6, 10]) {
      const child = program.start(String(there));
      let finished = there;
      child.on('message', (count) => (finished = Number(count)));
      while (finished < there + 6) await once(child, 'message');
      await wait(delay);
      child.kill('SIGKILL');
      await once(child, 'exit');
      const store = await openRecordStore(place);
      for (there = 0; store.has(madeHash(there)); there++) {
        const { bytes, lost } = await store.read([madeHash(there)]);
        expect(lost).toEqual([]);
        expect(Buffer.compare(bytes, madeRecords(place, [there]))).toBe(0);
      }
      expect(there).toBeGreaterThanOrEqual(finished);
      await store.close();
    }
    await writeMade(place, [there]);
    const store = await openRecordStore(place);
    expect((await store.read([madeHash(there)])).lost).toEqual([]);
    await store.close();
  });
});
