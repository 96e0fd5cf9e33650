import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { reliabilityPage } from './reliability-page.ts';

describe('docs/reliability.md', () => {
  it('opens as the next measurement will write it', () => {
    const page = readFileSync(new URL(`../${reliabilityPage.file}`, import.meta.url), 'utf8');
    expect(page.slice(0, page.indexOf('\n<!-- '))).toBe(reliabilityPage.opening);
  });
});
