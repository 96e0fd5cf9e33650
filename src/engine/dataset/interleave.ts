/**
 * The items in turn from each group, groups and items in the order in which they come: the first items show every
 * group, and the order is the same every time.
 */
export function interleave<Item>(items: readonly Item[], groupOf: (item: Item) => unknown): Item[] {
  const groups = new Map<unknown, Item[]>();
  for (const item of items) {
    const group = groups.get(groupOf(item));
    if (group) group.push(item);
    else groups.set(groupOf(item), [item]);
  }
  const result: Item[] = [];
  let rest = [...groups.values()];
  for (let turn = 0; rest.length > 0; turn++) {
    for (const group of rest) result.push(group[turn]!);
    rest = rest.filter((group) => group.length > turn + 1);
  }
  return result;
}
