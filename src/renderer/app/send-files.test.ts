import { afterEach, describe, expect, it, vi } from 'vitest';
import { placedBelow, sendFiles } from './send-files.ts';

const pathed = (path: string) => ({ path, file: new File(['x'], path) });

describe('files for the service', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('lie below the folder they came from, and a .zip by itself', () => {
    const folder = placedBelow({ name: 'moths', files: [pathed('a/1.jpg'), pathed('b/2.jpg')] });
    expect([folder.name, folder.files.map(({ path }) => path)]).toEqual([
      'moths',
      ['moths/a/1.jpg', 'moths/b/2.jpg'],
    ]);
    const zip = placedBelow({ name: 'moths', files: [pathed('moths.ZIP')] });
    expect([zip.name, zip.files.map(({ path }) => path)]).toEqual(['moths.ZIP', ['moths.ZIP']]);
  });

  it('are sent one by one, and counted', async () => {
    const sent: string[] = [];
    vi.stubGlobal('fetch', (address: string) => {
      sent.push(address);
      return Promise.resolve(new Response(null, { status: 204 }));
    });
    const counts: number[] = [];
    await sendFiles('u1', [pathed('a b.jpg'), pathed('c/d.jpg')], new AbortController().signal, (count) =>
      counts.push(count),
    );
    expect(sent).toEqual(['/bytes/upload?upload=u1&path=a+b.jpg', '/bytes/upload?upload=u1&path=c%2Fd.jpg']);
    expect(counts).toEqual([1, 2]);
  });

  it('end with what the service refused', async () => {
    const refusal = { code: 'upload-too-large', facts: { limitBytes: 5 } };
    vi.stubGlobal('fetch', () => Promise.resolve(Response.json(refusal, { status: 413 })));
    const sending = sendFiles('u1', [pathed('a.jpg')], new AbortController().signal, () => undefined);
    await expect(sending).rejects.toMatchObject(refusal);
  });

  it('end with the status where there are no words', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('<html>', { status: 502 })));
    const sending = sendFiles('u1', [pathed('a.jpg')], new AbortController().signal, () => undefined);
    await expect(sending).rejects.toMatchObject({ code: 'unexpected', facts: { detail: 'HTTP 502' } });
  });
});
