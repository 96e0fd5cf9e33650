import type { ForeignWeights } from './foreign-model.ts';
import type { H5File } from './h5-file.ts';
import { weightMissing } from './weight-missing.ts';

/**
 * Weights as .keras files keep them: layers/conv2d_3/vars/0, layers counted by kind, models inside models the same way.
 * Source: keras/src/saving/saving_lib.py.
 */
export function keras3Weights(h5: H5File): ForeignWeights {
  return {
    read({ names, groups }, wanted) {
      const own = groups.flatMap((group) => [layersName(h5), group]);
      return wanted.map((weight, index) => {
        const path = [...own, 'vars', String(index)];
        const shape = h5.shape(path);
        if (shape?.join() !== weight.shape.join())
          throw weightMissing(h5.file, { names, groups }, weight, shape);
        return h5.tensor(path);
      });
    },
  };
}

/** Keras 2.12 called the group of layers by what it is inside. */
function layersName(h5: H5File): string {
  const older = '_layer_checkpoint_dependencies';
  return !h5.hasGroup(['layers']) && h5.hasGroup([older]) ? older : 'layers';
}
