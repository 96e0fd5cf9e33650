/** A difference of probabilities, `0.000 003`: decimals in threes, at least six of them, two figures that count. */
export function differenceText(difference: number): string {
  if (difference === 0) return '0';
  const first = Math.max(0, -Math.floor(Math.log10(difference)));
  const decimals = Math.min(12, Math.max(6, Math.ceil(first / 3) * 3));
  const [whole = '0', fraction = ''] = difference.toFixed(decimals).split('.');
  const groups = fraction.match(/\d{3}/g) ?? [];
  return `${whole}.${groups.join('\u00a0')}`;
}
