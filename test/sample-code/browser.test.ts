import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../src/engine/backend/open-backend.ts';
import { askedCases, expectSameAnswers, makeAskedExport } from './asked-export.ts';

const executablePath = process.env.THAW_TEST_CHROMIUM ?? '';
const skipped = executablePath === '' ? ' [skipped: THAW_TEST_CHROMIUM names no browser]' : '';
const library = join(dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs')), 'tf.min.js');
const types: Readonly<Record<string, string>> = {
  html: 'text/html',
  js: 'text/javascript',
  json: 'application/json',
};
/** A canvas smooths in a way of its own. */
const within = 0.04;
let folder: string;

/** Serves an exported folder, with the library beside it as the code asks for. */
async function serve(exported: string): Promise<Server> {
  const server = createServer((request, response) => {
    const name = basename(request.url ?? '');
    readFile(name === 'tf.min.js' ? library : join(exported, name)).then(
      (body) => {
        const type = types[name.split('.').at(-1)!] ?? 'application/octet-stream';
        response.writeHead(200, { 'content-type': type }).end(body);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

describe.skipIf(skipped !== '')(`the page${skipped}`, () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'thaw-page-code-'));
    await openBackend('auto');
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  it.each(askedCases.map((asked, index) => ({ ...asked, index })))(
    'answers as Thaw does: $name',
    async (asked) => {
      const exported = await makeAskedExport(join(folder, String(asked.index)), asked, 'tfjs');
      const server = await serve(exported.folder);
      const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--headless'] });
      try {
        const page = await browser.newPage();
        const failures: string[] = [];
        page.on('pageerror', (error) => failures.push(error.message));
        await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/ask.html`);
        expect(await page.title()).toBe('Käfer "1"');
        const printed: string[] = [];
        for (const photo of exported.photos) {
          await page.evaluate("document.querySelector('output').textContent = ''");
          await page.waitForFunction("document.querySelector('input').onchange !== null");
          await page.setInputFiles('input', photo);
          await page.waitForFunction("document.querySelector('output').textContent !== ''");
          printed.push(await page.evaluate<string>("document.querySelector('output').textContent"));
        }
        expect(failures).toEqual([]);
        expectSameAnswers(printed, exported, within);
      } finally {
        await browser.close();
        server.close();
      }
    },
  );
});
