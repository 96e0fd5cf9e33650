/** What part of the map's unit square a frame shows. Screen places are CSS pixels from the frame's top left corner. */
export interface View {
  /** 1: all of the square fits. */
  readonly zoom: number;
  /** The place of the square that is in the middle of the frame. */
  readonly x: number;
  readonly y: number;
}

export interface Frame {
  readonly width: number;
  readonly height: number;
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

export const wholeMap: View = { zoom: 1, x: 0.5, y: 0.5 };
export const strongestZoom = 200;
/** Left free around the whole map, so that no mark is cut. */
const margin = 28;

/** Pixels that the square's side has. */
export function sideOf({ zoom }: View, { width, height }: Frame): number {
  return Math.max(1, Math.min(width, height) - 2 * margin) * zoom;
}

export function toScreen(place: Place, view: View, frame: Frame): Place {
  const side = sideOf(view, frame);
  return {
    x: frame.width / 2 + (place.x - view.x) * side,
    y: frame.height / 2 + (place.y - view.y) * side,
  };
}

export function toMap(screen: Place, view: View, frame: Frame): Place {
  const side = sideOf(view, frame);
  return {
    x: view.x + (screen.x - frame.width / 2) / side,
    y: view.y + (screen.y - frame.height / 2) / side,
  };
}

/** Zooms by a factor; what lies under `screen` stays there as far as the bounds allow. */
export function zoomAt(view: View, frame: Frame, screen: Place, factor: number): View {
  const under = toMap(screen, view, frame);
  const zoom = Math.min(strongestZoom, Math.max(1, view.zoom * factor));
  const side = sideOf({ ...view, zoom }, frame);
  return bounded({
    zoom,
    x: under.x - (screen.x - frame.width / 2) / side,
    y: under.y - (screen.y - frame.height / 2) / side,
  });
}

/** Moves the map by so many pixels. */
export function panBy(view: View, frame: Frame, dx: number, dy: number): View {
  const side = sideOf(view, frame);
  return bounded({ ...view, x: view.x - dx / side, y: view.y - dy / side });
}

/** The smallest move after which a place is in sight, not nearer to the edge than the margin. */
export function reveal(view: View, frame: Frame, place: Place): View {
  const at = toScreen(place, view, frame);
  const into = (value: number, length: number): number =>
    value < margin ? margin - value : value > length - margin ? length - margin - value : 0;
  return panBy(view, frame, into(at.x, frame.width), into(at.y, frame.height));
}

/** The middle stays on the map; the whole map stays in the middle. */
function bounded({ zoom, x, y }: View): View {
  const reach = 0.5 * (1 - 1 / zoom);
  const within = (value: number): number => Math.min(0.5 + reach, Math.max(0.5 - reach, value));
  return { zoom, x: within(x), y: within(y) };
}
