import type { Action } from 'svelte/action';

/** How long the pointer rests before the words show, ms. The focus shows them at once. */
const restMs = 400;

let bubble: HTMLElement | null = null;
let owner: HTMLElement | null = null;

/**
 * Words over an element on hover and on focus; Esc takes them away. They are an extra: nothing that is needed stands
 * only here, and the element's name is its own (`aria-label`). Empty text: no tooltip.
 */
export const tooltip: Action<HTMLElement, string | null | undefined> = (element, text) => {
  let words = text;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const show = (): void => {
    if (words) showBubble(element, words);
  };
  const hide = (): void => {
    clearTimeout(waiting);
    if (owner === element) hideBubble();
  };
  const rest = (event: PointerEvent): void => {
    if (event.pointerType === 'touch') return;
    clearTimeout(waiting);
    waiting = setTimeout(show, restMs);
  };
  const focus = (): void => {
    // Not at once: the focus may come from a menu that is still closing, and no popover may open during that.
    if (element.matches(':focus-visible')) waiting = setTimeout(show);
  };
  const key = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') hide();
  };
  element.addEventListener('pointerenter', rest);
  element.addEventListener('pointerleave', hide);
  element.addEventListener('pointerdown', hide);
  element.addEventListener('focusin', focus);
  element.addEventListener('focusout', hide);
  element.addEventListener('keydown', key);
  return {
    update(next) {
      words = next;
      if (owner === element) {
        if (words) show();
        else hideBubble();
      }
    },
    destroy() {
      hide();
      element.removeEventListener('pointerenter', rest);
      element.removeEventListener('pointerleave', hide);
      element.removeEventListener('pointerdown', hide);
      element.removeEventListener('focusin', focus);
      element.removeEventListener('focusout', hide);
      element.removeEventListener('keydown', key);
    },
  };
};

function showBubble(element: HTMLElement, words: string): void {
  if (!bubble) {
    bubble = document.createElement('div');
    bubble.className = 'tooltip';
    bubble.popover = 'manual';
    // Names and reasons are told by the elements themselves.
    bubble.setAttribute('aria-hidden', 'true');
    document.body.append(bubble);
  }
  owner = element;
  bubble.textContent = words;
  bubble.hidePopover();
  bubble.showPopover();
  const at = element.getBoundingClientRect();
  const size = bubble.getBoundingClientRect();
  const left = Math.max(
    4,
    Math.min(at.left + at.width / 2 - size.width / 2, window.innerWidth - size.width - 4),
  );
  const below = at.bottom + 6;
  const top = below + size.height > window.innerHeight - 4 ? at.top - size.height - 6 : below;
  bubble.style.left = `${left}px`;
  bubble.style.top = `${Math.max(4, top)}px`;
}

function hideBubble(): void {
  owner = null;
  bubble?.hidePopover();
}
