import type { AugmentationExtreme } from '../../shared/app/urls.ts';
import { assertNever } from '../../shared/assert-never.ts';
import type { AugmentationConfig } from '../../shared/recipe.ts';
import type { AugmentationDraw } from './augment-image.ts';

const still: AugmentationDraw = {
  rotation: 0,
  shiftX: 0,
  shiftY: 0,
  shear: 0,
  zoomX: 1,
  zoomY: 1,
  flipHorizontal: false,
  flipVertical: false,
};

/**
 * The draw at one end of one setting's range, with everything else at rest. Low is to the left, up, and the closest
 * zoom; high is to the right, down, and the farthest. A turn's and a shear's low end is its negative angle.
 */
export function extremeDraw(
  config: AugmentationConfig,
  { setting, end }: AugmentationExtreme,
): AugmentationDraw {
  const sign = end === 'low' ? -1 : 1;
  switch (setting) {
    case 'rotation':
      return { ...still, rotation: sign * config.rotation };
    // A positive shift of a draw moves the content left or up.
    case 'widthShift':
      return { ...still, shiftX: -sign * config.widthShift };
    case 'heightShift':
      return { ...still, shiftY: -sign * config.heightShift };
    case 'shear':
      return { ...still, shear: sign * config.shear };
    case 'zoom':
      return { ...still, zoomX: 1 + sign * config.zoom, zoomY: 1 + sign * config.zoom };
    default:
      return assertNever(setting);
  }
}
