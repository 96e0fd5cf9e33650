/** Sparse colours of the terminal: ice for what is settled, warm for what is worth a look, red for failure. */
export interface TextStyle {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly ice: (text: string) => string;
  readonly warm: (text: string) => string;
  readonly danger: (text: string) => string;
}

/** Colours only where a person looks at them. Source of NO_COLOR and FORCE_COLOR: no-color.org, force-color.org. */
export function textStyle(isTerminal: boolean, environment: NodeJS.ProcessEnv): TextStyle {
  const forced = Boolean(environment.FORCE_COLOR) && environment.FORCE_COLOR !== '0';
  const colours = !environment.NO_COLOR && environment.TERM !== 'dumb' && (isTerminal || forced);
  const paint = (open: number, close: number) => (text: string) =>
    colours && text !== '' ? `\u001b[${open}m${text}\u001b[${close}m` : text;
  return {
    bold: paint(1, 22),
    dim: paint(2, 22),
    ice: paint(36, 39),
    warm: paint(33, 39),
    danger: paint(31, 39),
  };
}
