/** What a setting's text may be, and what it is read as. */
export type SettingValue = number | readonly number[] | string | boolean | null;

export type SettingKind =
  | { readonly kind: 'number' }
  /** One, or several with commas between them, or `none`. */
  | { readonly kind: 'numbers-or-none' }
  | { readonly kind: 'number-or-none' }
  /** `fresh` is 0. */
  | { readonly kind: 'number-or-fresh' }
  /** `LOW-HIGH`, or `none`. */
  | { readonly kind: 'range-or-none' }
  | { readonly kind: 'switch' }
  | { readonly kind: 'text' }
  | { readonly kind: 'choice'; readonly choices: readonly string[] };

export const number = { kind: 'number' } as const;
export const numberOrNone = { kind: 'number-or-none' } as const;
export const numberOrFresh = { kind: 'number-or-fresh' } as const;
export const rangeOrNone = { kind: 'range-or-none' } as const;
export const onOff = { kind: 'switch' } as const;
export const choice = (...choices: readonly string[]): SettingKind => ({ kind: 'choice', choices });
