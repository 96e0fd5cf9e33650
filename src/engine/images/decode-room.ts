import { availableParallelism } from 'node:os';

/** Runs `work` as soon as there is room for its weight, in the order of arrival. */
export type Room = <Result>(weight: number, work: () => Promise<Result>) => Promise<Result>;

/**
 * Bounds what is under way at once to `capacity`, whatever callers start. Work heavier than the whole room waits
 * until it is alone; small work never passes it, so that it does not wait for ever.
 */
export function openRoom(capacity: number): Room {
  const queue: { readonly weight: number; readonly enter: () => void }[] = [];
  let weightInside = 0;
  const admit = (): void => {
    for (let next = queue[0]; next; next = queue[0]) {
      if (weightInside > 0 && weightInside + next.weight > capacity) return;
      queue.shift();
      weightInside += next.weight;
      next.enter();
    }
  };
  return async (weight, work) => {
    await new Promise<void>((enter) => {
      queue.push({ weight, enter });
      admit();
    });
    try {
      return await work();
    } finally {
      weightInside -= weight;
      admit();
    }
  };
}

/**
 * Bytes of files that are read beforehand, and while they are decoded: many small photos, few large ones. One larger
 * file is alone.
 */
export const fileRoom = openRoom(32e6);

/** Photos read and decoded at once: one a core, and two more so that no core waits for the disk or for a resize. */
export const photoRoom = openRoom(availableParallelism() + 2);

/**
 * Pixels decoded at once, in all photos together. Each takes 3 to 4 bytes twice (the decoder's and ours), so this
 * bounds the memory at about half a gigabyte, unless one giant photo needs more by itself.
 */
export const pixelCapacity = 64e6;

let ownPixelRoom = openRoom(pixelCapacity);

/** The room for `pixelCapacity` pixels. */
export const pixelRoom: Room = (weight, work) => ownPixelRoom(weight, work);

/** In a thread that decodes beside others: from now on `pixelRoom` is the room they share. */
export function sharePixelRoom(room: Room): void {
  ownPixelRoom = room;
}
