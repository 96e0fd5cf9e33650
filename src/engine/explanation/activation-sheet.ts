import sharp from 'sharp';
import { channelLevels } from './channel-levels.ts';
import type { LayerActivations } from './layer-activations.ts';
import { levelColours } from './level-colours.ts';
import { sheetLayout } from './sheet-layout.ts';

/** Channels in a row. */
export const channelsPerRow = 16;
/** A channel is enlarged by a whole factor to about this side, in pixels: one inch on the document's figures. */
const usualSide = 72;
const margin = 2;

/** Every channel of a layer as a tile, and what is on them. */
export interface ActivationSheet {
  /** With alpha: nothing between the tiles. */
  readonly png: Uint8Array;
  readonly channels: number;
  /** Channels that are the same everywhere. */
  readonly blank: number;
}

/**
 * All channels of a layer in rows of 16, each coloured by itself (channel-levels.ts) and enlarged by repeating its
 * places, so that a place of the layer stays a square.
 */
export async function activationSheet(activations: LayerActivations): Promise<ActivationSheet> {
  const { width, height, channels } = activations;
  const { levels, blank } = channelLevels(activations);
  const factor = Math.max(1, Math.round(usualSide / Math.max(width, height)));
  const tile = { tileWidth: width * factor, tileHeight: height * factor };
  const layout = sheetLayout({ tiles: channels, columns: channelsPerRow, ...tile, margin });
  const pixels = new Uint8Array(layout.width * layout.height * 4);
  for (let channel = 0; channel < channels; channel++) {
    const [left, top] = layout.at(channel);
    for (let y = 0; y < tile.tileHeight; y++)
      for (let x = 0; x < tile.tileWidth; x++) {
        const place = Math.floor(y / factor) * width + Math.floor(x / factor);
        const level = levels[channel * width * height + place]!;
        if (level < 0) continue;
        const to = ((top + y) * layout.width + left + x) * 4;
        pixels.set(levelColours.subarray(level * 3, level * 3 + 3), to);
        pixels[to + 3] = 255;
      }
  }
  const png = await sharp(pixels, { raw: { width: layout.width, height: layout.height, channels: 4 } })
    .png()
    .toBuffer();
  return { png, channels, blank };
}
