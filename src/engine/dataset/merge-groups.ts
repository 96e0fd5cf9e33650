/** Groups of names joined wherever they share one; groups of a single name are left out. */
export function mergeGroups(groups: Iterable<readonly string[]>): readonly (readonly string[])[] {
  const parent = new Map<string, string>();
  const rootOf = (name: string): string => {
    let root = name;
    while (parent.get(root) !== root) root = parent.get(root)!;
    return root;
  };
  for (const group of groups)
    for (const name of group) {
      if (!parent.has(name)) parent.set(name, name);
      const [root, first] = [rootOf(name), rootOf(group[0]!)];
      if (root !== first) parent.set(root, first);
    }
  const merged = new Map<string, string[]>();
  for (const name of parent.keys()) {
    const root = rootOf(name);
    const own = merged.get(root);
    if (own) own.push(name);
    else merged.set(root, [name]);
  }
  return [...merged.values()].filter((group) => group.length > 1);
}
