import { homedir } from 'node:os';

/** A name, password or token before the host of an address, as proxies and mirrors have them. */
const credentials = /\b([a-z][\w+.-]*:\/\/)[^\s/@]+@/giu;

/**
 * A value as others may see it: in every text the person's home folder is `~`, since its name is often their own, and
 * addresses tell no name and password.
 *
 * @param home absolute
 */
export function withoutPrivateParts<Value>(value: Value, home = homedir()): Value {
  const pattern = patternOf(home);
  const clean = (item: unknown): unknown => {
    if (typeof item === 'string') return item.replace(pattern, '~').replace(credentials, '$1…@');
    if (Array.isArray(item)) return item.map(clean);
    if (item !== null && typeof item === 'object')
      return Object.fromEntries(Object.entries(item).map(([key, inner]) => [key, clean(inner)]));
    return item;
  };
  return clean(value) as Value;
}

/** The folder itself or what lies in it, by either slash and in any case, which is how Windows writes one folder. */
function patternOf(home: string): RegExp {
  const parts = home.split(/[\\/]/u).map((part) => part.replace(/[$()*+.?[\\\]^{|}]/gu, '\\$&'));
  // A home that is the root of a disk is nobody's name.
  if (parts.every((part) => part === '')) return /$^/gu;
  // In a log line that is JSON already, Windows' backslashes are double.
  return new RegExp(`${parts.join('[\\\\/]{1,2}')}(?=[\\\\/]|[^\\w.-]|$)`, 'giu');
}
