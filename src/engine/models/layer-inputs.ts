import { type NetworkSpec, pictureName } from '../../shared/network.ts';

/** The place of the picture among the places of layers. */
export const picturePlace = -1;

/**
 * Which layers' outputs each layer takes, as their places in the list, `picturePlace` for the picture. Throws an Error
 * where a layer names one that does not stand before it: networks are made by Thaw.
 */
export function layerInputs({ layers }: Pick<NetworkSpec, 'layers'>): readonly (readonly number[])[] {
  const places = new Map([[pictureName, picturePlace]]);
  return layers.map(({ name, inputs }, index) => {
    const taken = inputs?.map((input) => {
      const place = places.get(input);
      if (place === undefined) throw new Error(`layer ${name} takes ${input}, which is not before it`);
      return place;
    });
    places.set(name, index);
    return taken ?? [index - 1];
  });
}

/**
 * The highest place at or below `index` where the network can be cut in two: the layers from there on take nothing
 * from below but the output of the layer before.
 */
export function cutAtOrBelow(network: Pick<NetworkSpec, 'layers'>, index: number): number {
  const inputs = layerInputs(network);
  let cut = index;
  const isCut = (place: number): boolean =>
    inputs.slice(place).every((taken) => taken.every((input) => input >= place - 1));
  while (!isCut(cut)) cut--;
  return cut;
}
