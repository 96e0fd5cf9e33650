/** The light theme of src/renderer/styles/tokens.css, for a screen and for A4. */
export const reportStyle = `
:root {
  color-scheme: light;
  --surface: oklch(0.993 0.002 240);
  --raised: oklch(0.977 0.004 240);
  --ink: oklch(0.235 0.02 250);
  --ink-2: oklch(0.43 0.02 250);
  --line: oklch(0.9 0.008 240);
  --line-2: oklch(0.84 0.01 240);
  --control: oklch(0.61 0.018 245);
  --ice: oklch(0.52 0.112 243);
  --ice-edge: oklch(0.82 0.07 235);
  --ice-tint: oklch(0.955 0.022 232);
  --warm: oklch(0.635 0.148 57);
  --warm-edge: oklch(0.85 0.09 75);
  --warm-tint: oklch(0.965 0.028 78);
}
* { box-sizing: border-box; }
body {
  margin: 0;
  background: var(--surface);
  color: var(--ink);
  font: 13px/20px 'Segoe UI', Cantarell, Ubuntu, 'Noto Sans', 'PingFang SC', 'Microsoft YaHei UI', 'Noto Sans CJK SC', system-ui, sans-serif;
  font-variant-numeric: tabular-nums;
  -webkit-print-color-adjust: exact;
  print-color-adjust: exact;
}
main { max-width: 800px; margin: 0 auto; padding: 32px 24px 56px; }
h1 { margin: 0; font-size: 28px; line-height: 34px; font-weight: 600; overflow-wrap: anywhere; }
h2 { margin: 0 0 12px; font-size: 15px; line-height: 22px; font-weight: 600; }
p { margin: 0 0 8px; overflow-wrap: anywhere; }
small, .small, figcaption, footer { font-size: 12px; line-height: 18px; color: var(--ink-2); }
header p { color: var(--ink-2); }
section { margin-top: 24px; padding-top: 16px; border-top: 1px solid var(--line-2); }
.score { margin: 0; font-size: 28px; line-height: 36px; font-weight: 600; color: oklch(0.47 0.102 244); }
.under { color: var(--ink-2); }
.advice { margin: 0; padding-left: 20px; }
.advice li { margin-bottom: 8px; overflow-wrap: anywhere; }
.notes { white-space: pre-wrap; }
dl { margin: 0 0 12px; columns: 2; column-gap: 32px; }
dl div { break-inside: avoid; padding: 3px 0; border-bottom: 1px solid var(--line); }
dt { color: var(--ink-2); font-size: 12px; line-height: 16px; }
dd { margin: 0; overflow-wrap: anywhere; }
code { font: 11px/16px 'Cascadia Mono', Consolas, 'DejaVu Sans Mono', 'Noto Sans Mono CJK SC', ui-monospace, monospace; overflow-wrap: anywhere; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
h3 { margin: 0 0 6px; font-size: 13px; line-height: 20px; font-weight: 600; }
.data { width: 100%; border-collapse: collapse; margin-bottom: 8px; }
.data th, .data td { padding: 4px 12px 4px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
.data tr > :last-child { padding-right: 0; }
.data thead th { font-size: 12px; line-height: 16px; font-weight: 500; color: var(--ink-2); }
.data th { text-align: left; font-weight: 400; overflow-wrap: anywhere; }
.data .n { text-align: right; }
.data td.n { white-space: nowrap; }
.data thead { display: table-header-group; break-after: avoid; }
tr { break-inside: avoid; }
.matrix { border-collapse: separate; border-spacing: 2px; }
.matrix td { min-width: 72px; padding: 8px 10px; text-align: center; font-size: 15px; border-radius: 4px; }
.matrix td small { display: block; color: inherit; }
.matrix th { padding: 4px 8px; font-size: 12px; font-weight: 400; color: var(--ink-2); overflow-wrap: anywhere; max-width: 140px; }
.matrix tbody th { text-align: right; }
.crowded { border-spacing: 1px; width: 100%; table-layout: fixed; }
.crowded td { min-width: 0; padding: 1px 0; font-size: 9px; line-height: 14px; border-radius: 2px; }
.crowded th { padding: 1px 4px 1px 0; font-size: 9px; line-height: 12px; max-width: none; }
.crowded tbody th { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.crowded thead td, .crowded thead td:first-child { width: 18%; }
.crowded thead th { height: 90px; padding: 0; vertical-align: bottom; }
.crowded thead span { display: inline-block; max-height: 90px; writing-mode: vertical-rl; transform: rotate(180deg); overflow: hidden; white-space: nowrap; text-overflow: ellipsis; }
.c0 { background: var(--raised); color: var(--ink-2); }
.right1 { background: oklch(0.965 0.018 232); }
.right2 { background: oklch(0.925 0.035 233); }
.right3 { background: oklch(0.88 0.055 234); }
.right4 { background: oklch(0.82 0.07 235); }
.wrong1 { background: oklch(0.965 0.028 78); }
.wrong2 { background: oklch(0.93 0.05 77); }
.wrong3 { background: oklch(0.89 0.07 76); }
.wrong4 { background: oklch(0.85 0.09 75); }
svg { display: block; width: 100%; height: auto; }
svg text { font-size: 11px; fill: var(--ink); }
svg .tick, svg .end { fill: var(--ink-2); }
svg .b { font-weight: 600; }
.grid { stroke: var(--line); }
.thaw { stroke: var(--warm); stroke-dasharray: 2 3; }
.even { stroke: var(--control); stroke-dasharray: 3 3; }
path, polyline { fill: none; stroke-linejoin: round; }
.ice { stroke: var(--ice); }
.warm { stroke: var(--warm); }
.training { stroke-width: 1.5; stroke-dasharray: 4 3; }
.validation { stroke-width: 2.25; }
.best { fill: var(--surface); stroke: var(--ink); stroke-width: 2; }
.doubt { stroke: var(--ice-edge); stroke-width: 2; }
.dot { fill: var(--ice); }
.before { fill: var(--surface); stroke: var(--control); stroke-width: 1.5; }
.curve { margin-bottom: 16px; }
.squares { display: grid; grid-template-columns: repeat(3, 1fr); gap: 16px; }
.square { margin: 0; }
.mistakes { margin: 0; padding: 0; list-style: none; display: grid; grid-template-columns: 1fr 1fr; gap: 16px; }
.mistakes li { padding: 10px; border: 1px solid var(--line-2); border-radius: 10px; background: var(--raised); break-inside: avoid; }
.mistakes p { margin: 8px 0 0; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 6px; }
.pair img { display: block; width: 100%; height: 160px; object-fit: contain; border-radius: 4px; }
.gone { margin: 0; padding: 16px 8px; border-radius: 4px; background: var(--warm-tint); color: var(--ink-2); }
footer { margin-top: 32px; padding-top: 12px; border-top: 1px solid var(--line-2); }
@media (max-width: 640px) {
  dl { columns: 1; }
  .squares, .mistakes { grid-template-columns: 1fr; }
  section { overflow-x: auto; }
}
@media print {
  @page { size: A4; margin: 14mm 14mm 16mm; }
  body { background: none; font-size: 10pt; line-height: 14pt; }
  main { max-width: none; padding: 0; }
  h2, h3, .lead { break-after: avoid; }
  dl { break-inside: avoid; }
  .tight, .keep, figure { break-inside: avoid; }
  .pair img { height: 110px; }
  .mistakes { gap: 10px; }
}
`;
