import type { Page } from 'playwright-core';

/** Begins to note the page's long tasks (W3C Long Tasks: those above 50 ms). */
export async function watchTasks(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen: number[] = [];
    Object.assign(globalThis, { longTasks: seen });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.push(duration);
    }).observe({ type: 'longtask' });
  });
}

/** The longest since then, with how many there were. */
export async function longestTask(page: Page): Promise<string> {
  const tasks = await page.evaluate(() => (globalThis as unknown as { longTasks: number[] }).longTasks);
  return tasks.length === 0
    ? 'none above 50'
    : `${Math.round(Math.max(...tasks))} (${tasks.length} above 50)`;
}
