/** Folders of the stores that this process has open, with how often: they are never evicted. */
const openings = new Map<string, number>();

/** Marks a store as used until the function given back is called. */
export function useStore(folder: string): () => void {
  openings.set(folder, (openings.get(folder) ?? 0) + 1);
  let used = true;
  return () => {
    if (!used) return;
    used = false;
    const left = openings.get(folder)! - 1;
    if (left > 0) openings.set(folder, left);
    else openings.delete(folder);
  };
}

export function isStoreInUse(folder: string): boolean {
  return openings.has(folder);
}
