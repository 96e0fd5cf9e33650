import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { inItsThemes, inEveryLook, languages, speak } from './fixtures/every-look.ts';
import { tidyFolder } from './fixtures/own-folder.ts';
import { openFolder } from './fixtures/steps.ts';
import { expect, test } from './fixtures/test.ts';

const perClass = 24;

test('labels in doubt are found, looked through by keys, and taken back', async ({
  journey: { app, photos },
}) => {
  const { folder, classes } = await tidyFolder(photos, 'pets', perClass);
  const swapped = await putUnderWrongLabels(folder, classes);
  const before = await readdir(folder, { recursive: true });
  await openFolder(app, 'pets');
  await app.getByRole('button', { name: 'Check thoroughly' }).click();
  const finding = app.getByRole('button', { name: /^Review: \d+ photos? may have the wrong label/ });
  await expect(finding).toBeVisible({ timeout: 300_000 });
  await inEveryLook(app, 'data-checked');
  await app.reload();
  await finding.click();

  const review = app.getByRole('dialog', { name: 'Wrong label?' });
  const position = review.getByText(/^\d+ of \d+$/);
  await expect(position).toHaveText(/^1 of/);
  const total = Number((await position.textContent())!.split(' of ')[1]);
  expect(total).toBeGreaterThanOrEqual(2);
  await expect(review.getByRole('img').first()).toBeVisible();
  for (const language of languages) {
    await app.keyboard.press('Escape');
    await speak(app, language);
    await app
      .locator('.finding')
      .filter({ hasText: /wrong label|标签可能有误/ })
      .getByRole('button')
      .click();
    await expect(app.locator('.review .frame img')).toBeVisible();
    await inItsThemes(app, 'wrong-labels', language);
  }

  // Those that are wrong come first.
  const shown = review.locator('.said [title]');
  expect(swapped).toContain(await shown.getAttribute('title'));
  await app.keyboard.press('r');
  await expect(review.getByText(`1 of ${total} decided`)).toBeVisible();
  await app.keyboard.press('k');
  await expect(review.getByText(`2 of ${total} decided`)).toBeVisible();
  await app.keyboard.press('u');
  await expect(review.getByText(`1 of ${total} decided`)).toBeVisible();
  await app.keyboard.press('x');
  await expect(review.getByText(`2 of ${total} decided`)).toBeVisible();
  await app.keyboard.press('Escape');
  await expect(app.getByRole('heading', { level: 1, name: `${2 * perClass - 1} photos` })).toBeVisible();
  // What was decided does not come again, and no file has moved.
  if (total > 2) await expect(finding).toHaveAccessibleName(new RegExp(`Review: ${total - 2} photo`));
  else await expect(finding).toBeHidden();
  expect(await readdir(folder, { recursive: true })).toEqual(before);
});

/** Two photos of each class lie under the other one; their paths. */
async function putUnderWrongLabels(
  folder: string,
  [first, second]: readonly [string, string],
): Promise<readonly string[]> {
  const moved: string[] = [];
  for (const [from, to] of [
    [first, second],
    [second, first],
  ] as const) {
    const names = (await readdir(join(folder, from)))
      .filter((name) => !name.startsWith('moved-'))
      .slice(4, 6);
    for (const name of names) {
      await rename(join(folder, from, name), join(folder, to, `moved-${name}`));
      moved.push(`${to}/moved-${name}`);
    }
  }
  return moved;
}
