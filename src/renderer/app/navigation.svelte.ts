import type { Place } from '../shared/app.ts';
import { formatPlace, parsePlace } from './place.ts';

/** Where the person is, kept in the address: reload, back and forward work. */
export class Navigation {
  readonly #onPlace: (place: Place) => void;
  #place = $state.raw<Place>({ kind: 'home' });

  constructor(onPlace: (place: Place) => void) {
    this.#onPlace = onPlace;
    window.addEventListener('hashchange', () => {
      this.#follow();
    });
  }

  get place(): Place {
    return this.#place;
  }

  /** Goes where the address says; call once everything is set up. */
  start(): void {
    this.#follow();
  }

  go(place: Place): void {
    const hash = formatPlace(place);
    if (hash === window.location.hash) return;
    window.location.hash = hash;
    // The event comes later; what reads the place at once must find the new one.
    this.#follow();
  }

  #follow(): void {
    const place = parsePlace(window.location.hash);
    if (formatPlace(place) === formatPlace(this.#place)) return;
    this.#place = place;
    this.#onPlace(place);
  }
}
