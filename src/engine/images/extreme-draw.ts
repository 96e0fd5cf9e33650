import type { AugmentationExtreme } from '../../shared/app/urls.ts';
import { assertNever } from '../../shared/assert-never.ts';
import { type AugmentationConfig, zoomEnds } from '../../shared/augmentation.ts';
import { type AugmentationDraw, noChange } from './augmentation-draw.ts';

/**
 * The draw at one end of one setting's range, with everything else at rest. Low is to the left, up, and the closest
 * zoom; high is to the right, down, and the farthest. A turn's and a shear's low end is its negative angle, that of a
 * colour's the darker or flatter one.
 */
export function extremeDraw(
  config: AugmentationConfig,
  { setting, end }: AugmentationExtreme,
): AugmentationDraw {
  const sign = end === 'low' ? -1 : 1;
  switch (setting) {
    case 'rotation':
      return { ...noChange, rotation: sign * config.rotation };
    // A positive shift of a draw moves the content left or up.
    case 'widthShift':
      return { ...noChange, shiftX: -sign * config.widthShift };
    case 'heightShift':
      return { ...noChange, shiftY: -sign * config.heightShift };
    case 'shear':
      return { ...noChange, shear: sign * config.shear };
    case 'zoom': {
      const zoom = (zoomEnds(config) ?? [1, 1])[end === 'low' ? 0 : 1];
      return { ...noChange, zoomX: zoom, zoomY: zoom };
    }
    case 'brightness':
      return { ...noChange, brightness: 1 + sign * config.brightness };
    case 'contrast':
      return { ...noChange, contrast: 1 + sign * config.contrast };
    case 'channelShift':
      return { ...noChange, channelShift: sign * config.channelShift };
    // Twice the standard deviation along the first axis, which is nearly that of brightness.
    case 'colourJitter':
      return { ...noChange, colourJitter: [2 * sign * config.colourJitter, 0, 0] };
    default:
      return assertNever(setting);
  }
}
