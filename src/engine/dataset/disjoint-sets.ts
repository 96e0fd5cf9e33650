/** Names that are joined step by step: which belong together is what was joined, directly or by way of others. */
export interface DisjointSets<Name> {
  join(first: Name, second: Name): void;
  areJoined(first: Name, second: Name): boolean;
  /** Every set of two names or more, in the order in which they were first named. */
  sets(): readonly (readonly Name[])[];
}

/** Source: R. E. Tarjan, "Efficiency of a good but not linear set union algorithm", JACM 22 (1975), paths halved. */
export function disjointSets<Name>(): DisjointSets<Name> {
  const parents = new Map<Name, Name>();
  const rootOf = (name: Name): Name => {
    let root = name;
    for (;;) {
      const parent = parents.get(root) ?? root;
      if (parent === root) return root;
      const grandparent = parents.get(parent) ?? parent;
      parents.set(root, grandparent);
      root = grandparent;
    }
  };
  return {
    join(first, second) {
      for (const name of [first, second]) if (!parents.has(name)) parents.set(name, name);
      parents.set(rootOf(second), rootOf(first));
    },
    areJoined: (first, second) => rootOf(first) === rootOf(second),
    sets() {
      const byRoot = new Map<Name, Name[]>();
      for (const name of parents.keys()) {
        const root = rootOf(name);
        const set = byRoot.get(root);
        if (set) set.push(name);
        else byRoot.set(root, [name]);
      }
      return [...byRoot.values()].filter((set) => set.length > 1);
    },
  };
}
