import { wilsonInterval } from '../statistics/wilson-interval.ts';
import type { Language } from './language.ts';

const noBreakSpace = '\u00a0';

/** A whole number with thousands apart: `1,000`. */
export function formatCount(value: number, language: Language): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(value);
}

/** A share without its sign: `96.8`. 100 only where all are right, 0 only where none is. */
function sharePercent(share: number, digits: number): string {
  const text = (100 * share).toFixed(digits);
  if (share < 1 && text === (100).toFixed(digits))
    return `> ${(100 - 10 ** -Math.max(digits, 1)).toFixed(Math.max(digits, 1))}`;
  if (share > 0 && Number(text) === 0)
    return `< ${(10 ** -Math.max(digits, 1)).toFixed(Math.max(digits, 1))}`;
  return share === 1 ? '100' : text;
}

/** Decimals of a share of `count` things: one, none below 100. */
function shareDigits(count: number): number {
  return count < 100 ? 0 : 1;
}

/** `96.8 %`, with `count` deciding the decimals. */
export function formatShare(share: number, count: number): string {
  return `${sharePercent(share, shareDigits(count))}${noBreakSpace}%`;
}

/** A share with its doubt: `96.8 % (95.5-97.7, n = 1,000)`, the Wilson 95 % interval. */
export function formatAccuracy(correct: number, count: number, language: Language): string {
  const { low, high } = intervalPercent(correct, count);
  const doubt = `${low}-${high}`;
  const share = formatShare(correct / count, count);
  const n = `n = ${formatCount(count, language)}`;
  return language === 'zh-CN' ? `${share}（${doubt}，${n}）` : `${share} (${doubt}, ${n})`;
}

/** The ends of the Wilson 95 % interval in percent, for a sentence. */
export function intervalPercent(
  correct: number,
  count: number,
): { readonly low: string; readonly high: string } {
  const { low, high } = wilsonInterval(correct, count);
  const digits = shareDigits(count);
  return { low: sharePercent(low, digits), high: sharePercent(high, digits) };
}

/** `3 min 52 s`; parts that are 0 at the end are left out. */
export function formatDuration(seconds: number, language: Language): string {
  const whole = Math.max(0, Math.round(seconds));
  const [h, min, s] = language === 'zh-CN' ? ['小时', '分', '秒'] : ['h', 'min', 's'];
  const counted = [
    { value: Math.floor(whole / 3600), unit: h },
    { value: Math.floor((whole % 3600) / 60), unit: min },
    { value: whole % 60, unit: s },
  ];
  const shown = counted.filter(({ value }) => value > 0);
  if (shown.length === 0) return seconds > 0 ? `< 1${noBreakSpace}${s}` : `0${noBreakSpace}${s}`;
  return shown.map(({ value, unit }) => `${value}${noBreakSpace}${unit}`).join(' ');
}

/** Time left, coarser the longer it is: to the second under 2 min, to 10 s under 10 min, then to the minute. */
export function formatTimeLeft(seconds: number, language: Language): string {
  const step = seconds < 120 ? 1 : seconds < 600 ? 10 : 60;
  return formatDuration(Math.ceil(seconds / step) * step, language);
}

/**
 * Time that a piece of work is expected to take, no finer than it can be known: to 10 s under 2 min, to the minute under
 * an hour, to 10 min above.
 */
export function formatTimeAhead(seconds: number, language: Language): string {
  const step = seconds < 120 ? 10 : seconds < 3600 ? 60 : 600;
  return formatDuration(Math.max(1, Math.round(seconds / step)) * step, language);
}

/** Powers of ten: `58.9 MB`. */
export function formatBytes(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${power === 0 ? value.toFixed(0) : value.toFixed(value < 100 ? 1 : 0)}${noBreakSpace}${units[power]!}`;
}

/** Learning rates: `1e-5`, `0.002`. */
export function formatRate(value: number): string {
  return value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential().replace('e+', 'e') : String(value);
}

/** p-values: `0.034`; `< 0.001` below what anybody tells apart. */
export function formatProbability(value: number): string {
  return value < 0.001 ? '< 0.001' : value.toFixed(3);
}

/** Losses: three decimals. */
export function formatLoss(value: number): string {
  return value.toFixed(3);
}
