import type { ScrollView } from './virtual-window.ts';

/** Follows how much of an element its scrolling ancestor shows, at most once a frame. */
export class FollowedView {
  #view = $state.raw<ScrollView>({ offset: 0, height: 0 });
  #width = $state(0);
  #scroller: HTMLElement | null = null;
  #element: HTMLElement | null = null;
  #frame = 0;

  get view(): ScrollView {
    return this.#view;
  }

  /** Of the element, px. */
  get width(): number {
    return this.#width;
  }

  /** For `use:`. */
  readonly follow = (element: HTMLElement): { destroy: () => void } => {
    this.#element = element;
    this.#scroller = scrollerOf(element);
    const changed = (): void => {
      this.#frame ||= requestAnimationFrame(() => {
        this.#measure();
      });
    };
    const sizes = new ResizeObserver(changed);
    sizes.observe(element);
    sizes.observe(this.#scroller);
    this.#scroller.addEventListener('scroll', changed, { passive: true });
    this.#measure();
    return {
      destroy: () => {
        cancelAnimationFrame(this.#frame);
        sizes.disconnect();
        this.#scroller?.removeEventListener('scroll', changed);
        this.#element = null;
      },
    };
  };

  /** Scrolls no further than needed, so that the part from `top` to `bottom` of the element is in view. */
  reveal(top: number, bottom: number): void {
    if (!this.#scroller || !this.#element) return;
    this.#measure();
    const { offset, height } = this.#view;
    const by = top < offset ? top - offset : bottom > offset + height ? bottom - offset - height : 0;
    if (by === 0) return;
    this.#scroller.scrollTop += by;
    this.#measure();
  }

  #measure(): void {
    this.#frame = 0;
    if (!this.#scroller || !this.#element) return;
    const frame = this.#scroller.getBoundingClientRect();
    const box = this.#element.getBoundingClientRect();
    this.#view = { offset: frame.top - box.top, height: frame.height };
    this.#width = box.width;
  }
}

function scrollerOf(element: HTMLElement): HTMLElement {
  for (let parent = element.parentElement; parent; parent = parent.parentElement) {
    if (/auto|scroll/u.test(getComputedStyle(parent).overflowY)) return parent;
  }
  return document.documentElement;
}
