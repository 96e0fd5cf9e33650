import { movedIndex } from './segment-keys.ts';

/** Keys of a menu or list box: arrows, Home, End, and letters, which go to the next item that begins with one. */
export function moveInMenu(event: KeyboardEvent, list: HTMLElement): void {
  const items = [...list.querySelectorAll<HTMLElement>('[role^="menuitem"], [role="option"]')];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const index =
    event.key === 'ArrowUp' && at < 0 ? items.length - 1 : movedIndex(event.key, at, items.length);
  const next = index === null ? itemByLetter(event, items, at) : items[index];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function itemByLetter(
  event: KeyboardEvent,
  items: readonly HTMLElement[],
  at: number,
): HTMLElement | undefined {
  if (event.key.length !== 1 || event.key === ' ' || event.ctrlKey || event.metaKey || event.altKey)
    return undefined;
  const letter = event.key.toLowerCase();
  const ordered = [...items.slice(at + 1), ...items.slice(0, at + 1)];
  return ordered.find((item) => item.textContent.trim().toLowerCase().startsWith(letter));
}
