/** Numbers that belong together through any chain of pairs; each group and the groups in the order of their numbers. */
export function groupPairs(
  pairs: readonly { readonly first: number; readonly second: number }[],
): readonly (readonly number[])[] {
  const parent = new Map<number, number>();
  const rootOf = (number: number): number => {
    let root = number;
    while (parent.has(root)) root = parent.get(root)!;
    return root;
  };
  for (const { first, second } of pairs) {
    const [one, other] = [rootOf(first), rootOf(second)];
    if (one !== other) parent.set(Math.max(one, other), Math.min(one, other));
  }
  const groups = new Map<number, number[]>();
  for (const number of [...new Set(pairs.flatMap(({ first, second }) => [first, second]))].sort(
    (a, b) => a - b,
  )) {
    const root = rootOf(number);
    const group = groups.get(root);
    if (group) group.push(number);
    else groups.set(root, [number]);
  }
  return [...groups.values()];
}
