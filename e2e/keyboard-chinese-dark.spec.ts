import type { Page } from '@playwright/test';
import { expect, test } from './fixtures/test.ts';

/** Tab until this has the focus: the way a person without a mouse gets there. */
async function tabTo(app: Page, role: 'button' | 'textbox' | 'radio', name: string | RegExp): Promise<void> {
  const target = app.getByRole(role, { name }).first();
  await expect(target).toBeVisible({ timeout: 60_000 });
  for (let presses = 0; presses < 80; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await app.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${String(name)}`);
}

test.describe('in Chinese and in the dark', () => {
  test.use({ locale: 'zh-CN', colorScheme: 'dark' });

  test('the whole way by keyboard alone', async ({ journey: { app } }) => {
    await expect(app.locator('html')).toHaveAttribute('lang', 'zh-CN');
    const background = await app.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(lightness(background)).toBeLessThan(0.4);

    await tabTo(app, 'button', '试用示例');
    await app.keyboard.press('Enter');
    await expect(app.getByRole('heading', { level: 1, name: /120 张照片/ })).toBeVisible({ timeout: 60_000 });

    await app.keyboard.press('Control+3');
    await expect(app.getByRole('heading', { level: 1, name: '两阶段微调' })).toBeVisible();
    for (const phase of [1, 2]) {
      await tabTo(app, 'button', new RegExp(`第 ${phase} 阶段.*轮数|阶段 ${phase}.*轮`));
      await app.keyboard.press('Enter');
      await app.keyboard.press('Control+A');
      await app.keyboard.type('1');
      await app.keyboard.press('Enter');
    }
    await tabTo(app, 'textbox', '每张照片的份数');
    await app.keyboard.press('Control+A');
    await app.keyboard.type('1');
    await tabTo(app, 'button', '开始训练');
    await app.keyboard.press('Enter');
    await expect(app.getByText(/18 张中答对 \d+ 张/).first()).toBeVisible({ timeout: 240_000 });

    // The language can be changed while all of it is open.
    await tabTo(app, 'radio', /简体中文/);
    await app.keyboard.press('ArrowLeft');
    await expect(app.locator('html')).toHaveAttribute('lang', 'en');
    await expect(app.getByText(/\d+ of 18 right/).first()).toBeVisible();
  });
});

/** 0 to 1, of `rgb(...)` or `oklch(...)`. */
function lightness(colour: string): number {
  const values = colour.match(/[\d.]+/g)!.map(Number);
  return colour.startsWith('oklch')
    ? values[0]!
    : values.slice(0, 3).reduce((sum, value) => sum + value, 0) / 765;
}
