import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** What runs at the publisher's, where no test can: read as it is written. */
const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

describe('what the publisher’s machines run', () => {
  it('audits every package with every change, and for a release strictly', () => {
    expect(read('.ci/run')).toMatch(/^node scripts\/audit\.mjs \|\| audit=\$\?$/m);
    expect(read('.ci/run')).toMatch(/^exit "\$audit"$/m);
    expect(read('.github/workflows/audit.yml')).toMatch(/^ +- run: node scripts\/audit\.mjs$/m);
    const release = read('.github/workflows/installers.yml');
    expect(release).toMatch(/^ +- run: node scripts\/audit\.mjs --release$/m);
  });
});
