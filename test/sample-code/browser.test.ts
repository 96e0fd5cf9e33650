import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../src/engine/backend/open-backend.ts';
import {
  askedCases,
  type AskedRun,
  expectSameAnswers,
  exportAsked,
  makeAskedRun,
  quickCase,
} from './asked-export.ts';
import { waysWith } from './ways-with.ts';

const executablePath = process.env.THAW_TEST_CHROMIUM ?? '';
const skipped = executablePath === '' ? ' [skipped: THAW_TEST_CHROMIUM names no browser]' : '';
/** What is shown is rounded, and JPEG decoders differ by a level. */
const within = 0.003;
let folder: string;
let browser: Browser;
let quick: AskedRun;

/** Opens the page as a double click does: as a file, without a network. Failures on it go into the list. */
async function openKit(kit: string, failures: string[]): Promise<Page> {
  const context = await browser.newContext({ offline: true });
  const page = await context.newPage();
  page.on('pageerror', (error) => failures.push(error.message));
  page.on('requestfailed', (request) => failures.push(request.url().slice(0, 200)));
  await page.goto(pathToFileURL(join(kit, 'index.html')).href);
  await page.getByText('Drop photos here').waitFor();
  return page;
}

describe.skipIf(skipped !== '')(`the page${skipped}`, () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'thaw-page 页-'));
    await openBackend('auto');
    quick = await makeAskedRun(join(folder, 'quick'), quickCase);
    const camera = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
    browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--headless', ...camera],
      // Where no locale is set, Chromium finds no file whose path is not plain ASCII.
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    });
  });
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });

  const withMeanImage = askedCases.find(({ centring }) => centring === 'mean-image')!;
  it.each([
    ...waysWith('browser', within).map((way) => ({ ...way, asked: quickCase })),
    { format: 'tfjs' as const, form: 'network' as const, within, asked: withMeanImage },
  ])('answers as Thaw does, opened as a file: $format, $form, $asked.name', async (tried) => {
    const { format, form, asked } = tried;
    const made = asked === quickCase ? quick : await makeAskedRun(join(folder, asked.centring), asked);
    const exported = await exportAsked(made, format, form);
    const failures: string[] = [];
    const page = await openKit(exported.folder, failures);
    expect(await page.title()).toBe('Käfer "1" <b>');
    await page.setInputFiles('input', [...exported.photos]);
    const answers = page.locator('li output strong');
    await expect.poll(() => answers.count(), { timeout: 120_000 }).toBe(exported.photos.length);
    // The newest is on top.
    expectSameAnswers((await answers.allTextContents()).reverse(), exported, tried.within);
    await page.getByRole('button', { name: 'Use the camera' }).click();
    const seen = page.locator('figure strong');
    await expect.poll(() => seen.textContent(), { timeout: 60_000 }).toMatch(/ \(\d+\.\d%/);
    await page.getByRole('button', { name: 'Stop the camera' }).click();
    await expect.poll(() => page.locator('figure').isHidden()).toBe(true);
    expect(failures).toEqual([]);
    await page.context().close();
  });
});
