/** Labels nearer than this are moved apart, px. */
const nearest = 12;
const apart = 14;

/**
 * Heights for labels that want to be at `wanted` (px from the top), in the same order: those nearer than 12 px to
 * each other are stacked 14 px apart round their middle, and none leaves 0 to `height`.
 */
export function stackLabels(wanted: readonly number[], height: number): readonly number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => wanted[a]! - wanted[b]!);
  const groups: { members: number[]; middle: number }[] = [];
  for (const index of order) {
    groups.push({ members: [index], middle: wanted[index]! });
    while (groups.length > 1 && touches(groups.at(-2)!, groups.at(-1)!)) {
      const below = groups.pop()!;
      const above = groups.pop()!;
      groups.push(merged(above, below));
    }
  }
  const placed = new Array<number>(wanted.length).fill(0);
  for (const { members, middle } of groups) {
    const half = ((members.length - 1) * apart) / 2;
    const centre = Math.max(half, Math.min(height - half, middle));
    members.forEach((index, place) => (placed[index] = centre - half + place * apart));
  }
  return placed;
}

interface Group {
  readonly members: number[];
  readonly middle: number;
}

function touches(above: Group, below: Group): boolean {
  const bottom = above.middle + ((above.members.length - 1) * apart) / 2;
  const top = below.middle - ((below.members.length - 1) * apart) / 2;
  return top - bottom < nearest;
}

function merged(above: Group, below: Group): Group {
  const members = [...above.members, ...below.members];
  const weight = above.middle * above.members.length + below.middle * below.members.length;
  return { members, middle: weight / members.length };
}
