import type { Place } from './view.ts';

export interface Gestures {
  readonly pan: (dx: number, dy: number) => void;
  readonly zoom: (at: Place, factor: number) => void;
  /** A press without moving. */
  readonly tap: (at: Place, twice: boolean) => void;
  readonly hover: (at: Place | null) => void;
}

/** Moves below this are a tap by an unsteady hand, px. */
const tapReach = 4;

/** For `use:`. One pointer drags, two pinch, a wheel zooms where it is. */
export function gestures(element: HTMLElement, { pan, zoom, tap, hover }: Gestures): { destroy: () => void } {
  const pointers = new Map<number, Place>();
  let moved = false;
  const placeOf = (event: MouseEvent): Place => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    if (pointers.size === 0) moved = false;
    pointers.set(event.pointerId, placeOf(event));
    element.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent): void => {
    const at = placeOf(event);
    const before = pointers.get(event.pointerId);
    if (!before) {
      hover(at);
      return;
    }
    if (!moved && pointers.size === 1 && Math.hypot(at.x - before.x, at.y - before.y) < tapReach) return;
    moved = true;
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const apart = (one: Place): number => Math.max(1, Math.hypot(one.x - other.x, one.y - other.y));
      zoom({ x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 }, apart(at) / apart(before));
    } else pan(at.x - before.x, at.y - before.y);
    pointers.set(event.pointerId, at);
  };
  const up = (event: PointerEvent): void => {
    pointers.delete(event.pointerId);
  };
  const click = (event: MouseEvent): void => {
    if (!moved) tap(placeOf(event), event.detail === 2);
  };
  const wheel = (event: WheelEvent): void => {
    event.preventDefault();
    // Lines where the system scrolls by lines; a pinch on a pad comes as small steps with Ctrl.
    const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1);
    zoom(placeOf(event), Math.exp(-pixels * (event.ctrlKey ? 0.01 : 0.002)));
  };
  const leave = (): void => {
    hover(null);
  };
  element.addEventListener('pointerdown', down);
  element.addEventListener('pointermove', move);
  element.addEventListener('pointerup', up);
  element.addEventListener('pointercancel', up);
  element.addEventListener('pointerleave', leave);
  element.addEventListener('click', click);
  element.addEventListener('wheel', wheel, { passive: false });
  return {
    destroy: () => {
      element.removeEventListener('pointerdown', down);
      element.removeEventListener('pointermove', move);
      element.removeEventListener('pointerup', up);
      element.removeEventListener('pointercancel', up);
      element.removeEventListener('pointerleave', leave);
      element.removeEventListener('click', click);
      element.removeEventListener('wheel', wheel);
    },
  };
}
