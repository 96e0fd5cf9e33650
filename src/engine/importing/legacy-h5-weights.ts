import type { ForeignWeights, LayerPlace, WantedWeight } from './foreign-model.ts';
import type { H5File } from './h5-file.ts';
import { weightMissing } from './weight-missing.ts';

/**
 * Weights as .h5 files keep them: a group for each layer of the outermost model, whose attribute `weight_names` lists
 * the paths of its tensors, those of models inside it too. `root`: `model_weights`, or nothing in a file of weights.
 * Source: keras/src/legacy/saving/legacy_h5_format.py.
 */
export function legacyH5Weights(h5: H5File, root: readonly string[]): ForeignWeights {
  return {
    read(place, wanted) {
      const group = [...root, place.names[0]!];
      const listed = h5.attribute(group, 'weight_names');
      const paths = namesOf(listed).map((name) => [...group, ...name.split('/')]);
      const found = place.names.length === 1 ? paths : [];
      return wanted.map((weight, index) => {
        const path = byName(paths, place, weight) ?? (found.length === wanted.length ? found[index]! : null);
        if (!path) throw weightMissing(h5.file, place, weight, null);
        const shape = h5.shape(path);
        if (shape?.join() !== weight.shape.join()) throw weightMissing(h5.file, place, weight, shape);
        return h5.tensor(path);
      });
    },
  };
}

function namesOf(listed: string | readonly string[] | null): readonly string[] {
  return listed === null ? [] : typeof listed === 'string' ? [listed] : listed;
}

/** The one path that ends with the layer's name and the weight's; null: none, or several. */
function byName(
  paths: readonly (readonly string[])[],
  { names }: LayerPlace,
  weight: WantedWeight,
): readonly string[] | null {
  const layer = names.at(-1)!;
  const ends = weight.names.map((name) => `/${layer}/${name}`);
  const found = paths.filter((path) => {
    const name = `/${path.join('/')}`.replace(/:\d+$/, '');
    return ends.some((end) => name.endsWith(end));
  });
  return found.length === 1 ? found[0]! : null;
}
