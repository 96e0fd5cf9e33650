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

  it('signs by every variable that the installers’ configuration names', () => {
    const [, opening] = /^\/\*\*([\s\S]*?)\*\/$/m.exec(read('electron-builder.config.mjs'))!;
    const names = opening!.match(/\b(?:WIN_)?(?:CSC|APPLE)_[A-Z_]+/g)!;
    expect(names).toContain('WIN_CSC_LINK');
    const workflow = read('.github/workflows/installers.yml');
    for (const name of names) expect(workflow).toContain(`${name}: \${{ secrets.${name} }}`);
  });
});
