/** F6 goes round the regions of the window: top bar, rail, stage, inspector, footer, as they stand in the page. */
export function nextRegion(backwards: boolean): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(
    (region) => region.getClientRects().length > 0,
  );
  if (regions.length === 0) return;
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  const next = at < 0 ? (backwards ? regions.length - 1 : 0) : at + (backwards ? -1 : 1);
  const region = regions[(next + regions.length) % regions.length]!;
  (firstControl(region) ?? region).focus();
}

function firstControl(region: HTMLElement): HTMLElement | undefined {
  const controls = region.querySelectorAll<HTMLElement>(
    'a[href], button:not([disabled]), input:not([disabled]), textarea, summary, [tabindex="0"]',
  );
  return [...controls].find((control) => control.tabIndex >= 0 && control.getClientRects().length > 0);
}
