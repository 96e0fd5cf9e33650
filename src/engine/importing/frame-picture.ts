import * as z from 'zod';
import type { KerasNode } from './keras-node.ts';
import { nodeSettings } from './node-settings.ts';
import type { NetworkTrace } from './trace-network.ts';

/** What layers before a network do to a picture's sides: in Thaw that is how its photos are read. */

const side = z.number().int().min(16).max(1024);
const resizingSchema = z.object({
  height: side,
  width: side,
  crop_to_aspect_ratio: z.boolean().nullish(),
  pad_to_aspect_ratio: z.boolean().nullish(),
});
const cropSchema = z.object({ height: side, width: side });
const edges = z.tuple([z.number().int().min(0), z.number().int().min(0)]);
const croppingSchema = z.object({ cropping: z.tuple([edges, edges]) });

/** Throws `model-layer-not-read` where the picture is not square. */
export function resizePicture(trace: NetworkTrace, node: KerasNode): void {
  const settings = nodeSettings(trace, node, resizingSchema);
  const { height, width } = settings;
  if (height !== width) return trace.refuse(node.name, 'option', `${height} x ${width}`);
  const kept = settings.pad_to_aspect_ratio ? 'pad' : 'stretch';
  trace.image = { size: height, fit: settings.crop_to_aspect_ratio ? 'crop' : kept };
  trace.notes.push({ note: 'resizing-replaced', layer: node.name });
}

/** CenterCrop. Throws `model-layer-not-read`. */
export function cutCentre(trace: NetworkTrace, node: KerasNode): void {
  const { height, width } = nodeSettings(trace, node, cropSchema);
  cutTo(trace, node, height, width);
}

/** Cropping2D, of which only a middle is left. Throws `model-layer-not-read`. */
export function cutEdges(trace: NetworkTrace, node: KerasNode): void {
  const { cropping } = nodeSettings(trace, node, croppingSchema);
  const size = trace.image?.size ?? 0;
  const [height = 0, width = 0] = cropping.map(([before, after]) =>
    before === (before + after) >> 1 ? size - before - after : 0,
  );
  if (!(height > 0 && width > 0))
    return trace.refuse(node.name, 'option', `cropping=${JSON.stringify(cropping)}`);
  cutTo(trace, node, height, width);
}

/** The middle of the picture, rounded to the left and top. */
function cutTo(trace: NetworkTrace, node: KerasNode, height: number, width: number): void {
  const { image } = trace;
  if (height !== width || !image || image.size < height)
    return trace.refuse(node.name, 'option', `${height} x ${width}`);
  trace.image = { size: height, fit: image.fit, stored: image.stored ?? image.size };
}
