import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportPage } from './export-page.ts';
import { writeSection } from './section-writer.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'thaw-section-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('a page of measured sections', () => {
  it('keeps what other benchmarks wrote, and says by what the rest is measured', async () => {
    const page = { ...exportPage, file: join(folder, 'export.md') };
    await writeSection(page, 'export-files', 'Programs of 3 kits.');
    const first = readFileSync(page.file, 'utf8');
    expect(first).toContain('Not measured. Command: `THAW_BENCH_RUN=RUN npm run bench -- export`.');

    await writeSection(page, 'export', 'Eleven formats.');
    const second = readFileSync(page.file, 'utf8');
    expect(second).toContain('Eleven formats.');
    expect(second).toContain('Programs of 3 kits.');
    expect(second).not.toContain('Not measured');
  });
});
