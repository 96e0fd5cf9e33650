/** Small choices kept in this browser. A browser that keeps nothing gives the fallback, and Thaw works on. */
const prefix = 'thaw.';

export function kept<T extends string>(name: string, allowed: readonly T[], fallback: T): T {
  try {
    const value = window.localStorage.getItem(prefix + name);
    return allowed.find((one) => one === value) ?? fallback;
  } catch {
    return fallback;
  }
}

export function keep(name: string, value: string): void {
  try {
    window.localStorage.setItem(prefix + name, value);
  } catch {
    // Storage is full or forbidden: the choice holds until the page is closed.
  }
}
