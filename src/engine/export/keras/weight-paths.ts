import { snakeCase } from './snake-case.ts';

/** A layer of a .keras file, as far as the place of its weights depends on it. */
export interface FiledLayer {
  readonly className: string;
  readonly name: string;
}

/**
 * Where model.weights.h5 keeps each layer's weights: `layers/CLASS/vars`, the class in snake case and numbered from its
 * second layer on. `layers`: in Keras's order. Source: keras/src/saving/saving_lib.py, _save_container_state.
 */
export function weightPaths(layers: readonly FiledLayer[]): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  return new Map(
    layers.map(({ className, name }) => {
      const base = snakeCase(className);
      const count = counts.get(base) ?? 0;
      counts.set(base, count + 1);
      return [name, `layers/${count === 0 ? base : `${base}_${count}`}/vars`];
    }),
  );
}
