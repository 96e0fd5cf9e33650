import fc from 'fast-check';
import { expect, it } from 'vitest';
import { markup } from './html.ts';

it('escapes text and attributes, and keeps markup of its own', () => {
  const name = `<img onerror="x"> & 'y'`;
  expect(markup`<p title="${name}">${[markup`<b>${name}</b>`, null, 3]}</p>`.text).toBe(
    '<p title="&lt;img onerror=&quot;x&quot;&gt; &amp; &#39;y&#39;"><b>&lt;img onerror=&quot;x&quot;&gt; &amp; &#39;y&#39;</b>3</p>',
  );
});

it('lets no text out of its place', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(markup`${text}`.text).not.toMatch(/[<>"'\u0000-\u0008]/);
    }),
  );
});
