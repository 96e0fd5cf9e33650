import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { thawVersion } from './version.ts';

it("is package.json's", () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  expect(thawVersion).toBe(version);
});
