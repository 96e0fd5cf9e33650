import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inItsThemes, speak, languages } from './fixtures/every-look.ts';
import { serviceOf } from './fixtures/serve.ts';
import { expect, test } from './fixtures/test.ts';

test('about Thaw: diagnostics are copied without names, and every licence can be read', async ({
  journey: { app, served },
}) => {
  test.skip(served === null, 'the window’s page is the same one');
  await app.getByRole('button', { name: /^Device: / }).click();
  await app.getByRole('button', { name: 'Copy diagnostics…' }).click();
  const dialog = app.getByRole('dialog', { name: 'About Thaw' });
  await dialog.getByRole('button', { name: 'Copy diagnostics' }).click({ timeout: 60_000 });
  await expect(dialog.getByText('Copied.')).toBeVisible();
  const copied = await app.evaluate(() => navigator.clipboard.readText());
  expect(JSON.parse(copied)).toMatchObject({
    version: expect.any(String),
    ladder: expect.arrayContaining([expect.objectContaining({ state: 'taken' })]),
    disk: { dataFreeBytes: expect.any(Number) },
    log: expect.arrayContaining([expect.stringMatching(/ info ready /)]),
  });
  const { token } = await serviceOf(served!.home);
  expect(copied).not.toContain(token);

  const licences = dialog.getByRole('list', { name: 'Parts and their licences' });
  for (const name of ['sharp', 'svelte', 'onnxruntime-node', 'TensorFlow', '@tensorflow/tfjs'])
    await expect(licences.getByRole('button', { name: new RegExp(`^${name} `) })).toBeVisible();
  await licences.getByRole('button', { name: /^sharp / }).click();
  await expect(licences.getByRole('region', { name: 'sharp' })).toContainText('Apache License');
  await app.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('a service that was gone is told once, with the way on', async ({ journey: { app, served } }) => {
  test.skip(served === null, 'the window’s page is the same one');
  await expect(app.getByRole('button', { name: 'Try the sample' })).toBeVisible();
  await expect(app.getByText('Thaw ended unexpectedly last time.')).toBeHidden();
  await served!.kill();
  const notice = app.getByRole('region', { name: 'Thaw ended unexpectedly last time.' });
  await expect(notice).toBeVisible({ timeout: 60_000 });
  await expect(notice).toContainText('No training was at work then.');
  await app.reload();
  await expect(notice).toBeVisible();
  await notice.getByRole('button', { name: 'Close' }).click();
  await expect(notice).toBeHidden();
  await app.reload();
  await expect(app.getByRole('button', { name: 'Try the sample' })).toBeVisible();
  await expect(notice).toBeHidden();
});

test('about Thaw and the note of a crash, in both languages and themes', async ({
  journey: { app, served },
}) => {
  test.skip(served === null, 'the window’s page is the same one');
  const crash = { kind: 'job', exitCode: null, signal: 'SIGKILL', at: new Date().toISOString() };
  const notes = [
    { ...crash, job: 'train' },
    { ...crash, job: 'export' },
  ];
  // As the service before left it.
  await writeFile(join(served!.home, 'crashes.json'), JSON.stringify({ schemaVersion: 1, notes }));
  await served!.kill();
  for (const language of languages) {
    await speak(app, language);
    await expect(
      app.getByText(language === 'en' ? /Broken off: a training, an export/ : /训练、导出/),
    ).toBeVisible({
      timeout: 60_000,
    });
    await inItsThemes(app, 'crash-note', language);
    await app.setViewportSize({ width: 900, height: 600 });
    await inItsThemes(app, 'crash-note-narrow', language);
    await app.setViewportSize({ width: 1280, height: 800 });
    await app.getByRole('button', { name: language === 'en' ? 'About Thaw' : '关于 Thaw' }).click();
    const copy = app.getByRole('button', {
      name: language === 'en' ? 'Copy diagnostics' : '复制诊断信息',
      exact: true,
    });
    await expect(copy).toBeEnabled();
    await expect(copy).not.toHaveAttribute('aria-disabled', 'true', { timeout: 60_000 });
    await inItsThemes(app, 'about', language);
    await app.setViewportSize({ width: 900, height: 600 });
    await inItsThemes(app, 'about-narrow', language);
    await app.setViewportSize({ width: 1280, height: 800 });
    await app.keyboard.press('Escape');
  }
});
