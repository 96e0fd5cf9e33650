/** Labels nearer than this are moved apart, px. */
const nearest = 12;
const apart = 14;

/**
 * Heights for labels that want to be at `wanted` (px from the top), in the same order: those nearer than 12 px to
 * each other are stacked 14 px apart round their middle, and none leaves 0 to `height`.
 */
export function stackLabels(wanted: readonly number[], height: number): readonly number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => wanted[a]! - wanted[b]!);
  const groups: Group[] = [];
  for (const index of order) {
    groups.push(inside({ members: [index], middle: wanted[index]! }, height));
    while (groups.length > 1 && touches(groups.at(-2)!, groups.at(-1)!)) {
      const below = groups.pop()!;
      const above = groups.pop()!;
      groups.push(inside(merged(above, below), height));
    }
  }
  const placed = new Array<number>(wanted.length).fill(0);
  for (const { members, middle } of groups)
    members.forEach((index, place) => (placed[index] = middle - halfOf(members) + place * apart));
  return placed;
}

interface Group {
  readonly members: readonly number[];
  /** Height of its middle. */
  readonly middle: number;
}

/** Half the distance from its first label to its last. */
function halfOf(members: Group['members']): number {
  return ((members.length - 1) * apart) / 2;
}

/** Moved where it would leave the plot; it may touch the group above then. */
function inside({ members, middle }: Group, height: number): Group {
  const half = halfOf(members);
  return { members, middle: Math.max(half, Math.min(height - half, middle)) };
}

function touches(above: Group, below: Group): boolean {
  return below.middle - halfOf(below.members) - (above.middle + halfOf(above.members)) < nearest;
}

function merged(above: Group, below: Group): Group {
  const members = [...above.members, ...below.members];
  const weight = above.middle * above.members.length + below.middle * below.members.length;
  return { members, middle: weight / members.length };
}
