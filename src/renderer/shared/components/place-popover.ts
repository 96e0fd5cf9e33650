export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const gap = 4;
const margin = 8;

/**
 * Where a popover stands in the window, px: below its trigger, above where there is no room, never outside. `align`
 * names the edge that both share.
 */
export function placePopover(
  trigger: Box,
  popover: Size,
  view: Size,
  align: 'start' | 'end',
): { readonly left: number; readonly top: number } {
  const wanted = align === 'start' ? trigger.left : trigger.right - popover.width;
  const left = Math.max(margin, Math.min(wanted, view.width - popover.width - margin));
  const below = trigger.bottom + gap;
  const above = trigger.top - gap - popover.height;
  const fitsBelow = below + popover.height <= view.height - margin;
  const top =
    fitsBelow || above < margin
      ? Math.max(margin, Math.min(below, view.height - popover.height - margin))
      : above;
  return { left, top };
}

/** Puts an open popover beside its trigger. */
export function standBeside(popover: HTMLElement, trigger: HTMLElement, align: 'start' | 'end'): void {
  const { width, height } = popover.getBoundingClientRect();
  const { left, top } = placePopover(
    trigger.getBoundingClientRect(),
    { width, height },
    { width: window.innerWidth, height: window.innerHeight },
    align,
  );
  popover.style.left = `${left}px`;
  popover.style.top = `${top}px`;
}
