import { describe, expect, it } from 'vitest';
import type { FrozenPass } from '../models/frozen-pass.ts';
import { keepPass, type OpenPass } from './keep-pass.ts';

function watchedPasses(): { readonly open: OpenPass; readonly log: string[] } {
  const log: string[] = [];
  const open: OpenPass = (layers, precision) => {
    const name = `${layers.join('+')} ${precision}`;
    log.push(`open ${name}`);
    const pass: FrozenPass = {
      run: () => Promise.resolve(new Map([[name, new Float32Array(1)]])),
      runHalf: () => Promise.resolve(new Map([[name, new Uint16Array(1)]])),
      close: () => log.push(`close ${name}`),
    };
    return Promise.resolve(pass);
  };
  return { open, log };
}

describe('keepPass', () => {
  it('opens a pass once for calls that want the same, and closes it at the end', async () => {
    const { open, log } = watchedPasses();
    const kept = keepPass(open);
    for (let call = 0; call < 3; call++) {
      const pass = await kept.open(['pool1', 'pool2'], 'fp32');
      expect([...(await pass.run(new Uint8Array(), 0)).keys()]).toEqual(['pool1+pool2 fp32']);
      pass.close();
    }
    expect(log).toEqual(['open pool1+pool2 fp32']);
    kept.close();
    kept.close();
    expect(log).toEqual(['open pool1+pool2 fp32', 'close pool1+pool2 fp32']);
  });

  it('closes the one it has before it opens another', async () => {
    const { open, log } = watchedPasses();
    const kept = keepPass(open);
    await kept.open(['pool1'], 'bf16');
    await kept.open(['pool1'], 'fp32');
    await kept.open(['pool2'], 'fp32');
    kept.close();
    expect(log).toEqual([
      'open pool1 bf16',
      'close pool1 bf16',
      'open pool1 fp32',
      'close pool1 fp32',
      'open pool2 fp32',
      'close pool2 fp32',
    ]);
  });
});
