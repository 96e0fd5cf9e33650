import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { freshHome } from '../e2e/fixtures/thaw-home.ts';
import { cliOf, serve, serviceOf, type Served } from '../e2e/fixtures/serve.ts';
import { provideChromium } from '../scripts/testing/provide-chromium.mjs';
import { peakMemory } from '../test/reliability/peak-memory.ts';
import { describeMachine } from './machine.ts';
import { manyEpochs } from './many-epochs.ts';
import { benchOptions } from './options.ts';
import { longestTask, watchTasks } from './page-tasks.ts';
import { markdownTable, spread } from './statistics.ts';

/** What the app's page costs a person, in a real browser against the real service: docs/app.md. */
const options = benchOptions({ rounds: 5, count: 100_000 });
const { value: executablePath } = await provideChromium();
const rows: string[][] = [];

const { home, remove } = await freshHome();
const photos = join(home, 'photos');
const counts = [options.count / 10, options.count];
for (const count of counts) await makeManyPhotos(join(photos, folderOf(count)), count);
const served = await serve(cliOf(process.cwd()), home, [photos]);
const browser = await chromium.launch({
  args: ['--no-sandbox'],
  ...(executablePath === null ? {} : { executablePath }),
});
try {
  await measureFirstPaint(browser, served);
  const app = await open(browser, served);
  for (const count of counts) await measureManyPhotos(app, count);
  await measureTraining(app);
  await measureCurves(app);
} finally {
  await browser.close();
  await served.stop();
  await remove();
}
await mkdir('docs', { recursive: true });
await writeFile(
  join('docs', 'app.md'),
  `# The app's page

Measured in Chromium against the running service, ${options.rounds} rounds where a range is given: median (lowest-highest).

${markdownTable(['what', 'asked', 'measured'], rows)}

Measured on ${describeMachine()}, by \`npm run bench -- app --photos FOLDER --count ${options.count}\`.
`,
);
process.stdout.write(`${await readFile(join('docs', 'app.md'), 'utf8')}\n`);

async function open(from: Browser, { port }: Served): Promise<Page> {
  const page = await (await from.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  await page.goto(await freshLink(port));
  await page.getByRole('button', { name: 'Try the sample' }).waitFor();
  return page;
}

/** A link opens the app once, so each round asks for its own. */
async function freshLink(port: number): Promise<string> {
  const { token } = await serviceOf(home);
  const answer = await fetch(`http://127.0.0.1:${port}/session/code`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
  const { code } = (await answer.json()) as { code: string };
  return `http://127.0.0.1:${port}/#code=${code}`;
}

async function measureFirstPaint(from: Browser, to: Served): Promise<void> {
  const seconds: number[] = [];
  for (let round = 0; round < options.rounds; round++) {
    const page = await (await from.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
    const link = await freshLink(to.port);
    const start = performance.now();
    await page.goto(link);
    await page.getByRole('button', { name: 'Choose folder…' }).waitFor();
    seconds.push((performance.now() - start) / 1000);
    await page.context().close();
  }
  rows.push(['first usable paint (s), empty browser cache', 'at most 1.5', spread(seconds, 2)]);
}

/** Two classes of distinct files: one real photo each with a number behind its end. */
async function makeManyPhotos(folder: string, count: number): Promise<void> {
  const classes = (await readdir(options.photos)).sort().slice(0, 2);
  for (const className of classes) {
    await mkdir(join(folder, className), { recursive: true });
    const names = (await readdir(join(options.photos, className))).sort().slice(0, 50);
    const bytes = await Promise.all(names.map((name) => readFile(join(options.photos, className, name))));
    for (let number = 0; number < count / classes.length; number++)
      await writeFile(
        join(folder, className, `${number}.jpg`),
        Buffer.concat([bytes[number % bytes.length]!, Buffer.from(String(number))]),
      );
  }
}

function folderOf(count: number): string {
  return `many-${count}`;
}

async function measureManyPhotos(page: Page, count: number): Promise<void> {
  await page.goto(page.url().split('#')[0]!);
  await page.getByRole('button', { name: 'Choose folder…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: folderOf(count), exact: true }).click();
  await dialog.getByText(/sub-folders with photos/).waitFor();
  const start = performance.now();
  const since = (): string => ((performance.now() - start) / 1000).toFixed(2);
  await dialog.getByRole('button', { name: 'Choose this folder' }).click();
  await page.getByRole('row', { name: /^cats/ }).waitFor({ timeout: 600_000 });
  const what = `${count.toLocaleString('en')} photos`;
  rows.push([`${what}: classes listed (s)`, count <= 10_000 ? 'at most 3' : '', since()]);
  await page.waitForFunction(
    () =>
      [...document.images].some((image) => image.src.includes('/bytes/thumbnail') && image.naturalWidth > 0),
    undefined,
    { timeout: 120_000 },
  );
  rows.push([`${what}: first thumbnail (s)`, 'as they come', since()]);
  await page.getByRole('button', { name: 'Read again' }).waitFor({ timeout: 3_600_000 });
  rows.push([`${what}: all read (s)`, '', since()]);
  await watchTasks(page);
  const grid = page.locator('.stage');
  for (let turn = 0; turn < 60; turn++) {
    await grid.evaluate((element) => {
      element.scrollTop += 700;
    });
    await page.waitForTimeout(50);
  }
  rows.push([`${what}: longest task while scrolling (ms)`, 'at most 100', await longestTask(page)]);
  const { pid } = await serviceOf(home);
  rows.push([`${what}: most memory of the service so far (MB)`, '', (peakMemory(pid) / 1e6).toFixed(0)]);
}

/** The page while a training takes both cores: every step is visited, curves are drawn. */
async function measureTraining(page: Page): Promise<void> {
  await page.goto(page.url().split('#')[0]!);
  await page.getByRole('button', { name: 'Try the sample' }).click();
  await page.getByRole('button', { name: 'Continue to training' }).click({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Start training' }).click({ timeout: 60_000 });
  await page.getByText(/validation accuracy/).waitFor({ timeout: 600_000 });
  await watchTasks(page);
  const until = Date.now() + 40_000;
  while (Date.now() < until)
    for (const key of ['1', '2', '4', '3']) {
      await page.keyboard.press(`Control+${key}`);
      await page.waitForTimeout(1500);
    }
  rows.push([
    'training at full load, steps visited in turn for 40 s: longest task (ms)',
    'at most 100',
    await longestTask(page),
  ]);
  await page.getByRole('button', { name: 'Stop and keep the best' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Stop and keep the best' }).click();
  await page
    .getByText(/\d+ of \d+ right/)
    .first()
    .waitFor({ timeout: 600_000 });
}

/** 5,000 epochs with training and validation: 10,000 points in each of two charts. */
async function measureCurves(page: Page): Promise<void> {
  const epochs = 5000;
  const projects = join(home, 'projects');
  const runs: string[] = [];
  for (const project of await readdir(projects)) {
    const folder = join(projects, project, 'runs');
    for (const run of await readdir(folder).catch(() => [])) runs.push(join(folder, run));
  }
  await manyEpochs(runs[0]!, epochs);
  await page.reload();
  await page.keyboard.press('Control+4');
  await page.getByRole('tab', { name: 'Curves' }).click();
  await page.getByRole('radio', { name: 'Smooth' }).waitFor();
  const milliseconds: number[] = [];
  for (let round = 0; round < options.rounds * 2; round++) {
    const name = round % 2 === 0 ? 'Smooth' : 'Raw';
    milliseconds.push(
      await page.getByRole('radio', { name }).evaluate(
        (button: HTMLElement) =>
          new Promise<number>((resolve) => {
            const start = performance.now();
            button.click();
            // The frame after the next one is painted: the first of the two has drawn the lines.
            requestAnimationFrame(() =>
              setTimeout(() => {
                resolve(performance.now() - start);
              }),
            );
          }),
      ),
    );
  }
  rows.push([
    `curves of ${epochs.toLocaleString('en')} epochs (2 x 10,000 points): redraw (ms)`,
    'at most 50',
    spread(milliseconds, 0),
  ]);
}
