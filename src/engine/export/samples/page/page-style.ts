/** The look of the page, light and dark: ice for answers that stand, warm for "none of these". */
export const pageStyle = `:root { color-scheme: light dark; --ice: #1f6f9f; --warm: #a05a00; --line: #8886; --sunken: #8881; }
@media (prefers-color-scheme: dark) { :root { --ice: #7cc4ea; --warm: #f0b060; } }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 720px; margin: 0 auto; padding: 24px 16px; }
h1 { font-size: 20px; overflow-wrap: anywhere; }
#asking { display: grid; gap: 12px; }
[hidden] { display: none !important; }
#drop { display: grid; place-items: center; gap: 12px; padding: 28px 16px; border: 2px dashed var(--line);
  border-radius: 10px; background: var(--sunken); cursor: pointer; text-align: center; }
#drop:focus-within { outline: 2px solid var(--ice); outline-offset: 2px; }
button { font: inherit; padding: 8px 16px; justify-self: start; color: inherit; background: var(--sunken);
  border: 1px solid var(--line); border-radius: 6px; }
ol { list-style: none; padding: 0; }
li, figure { display: flex; flex-wrap: wrap; gap: 16px; margin: 0; padding: 16px 0;
  border-bottom: 1px solid var(--line); }
img, video { width: 160px; height: 160px; object-fit: contain; background: var(--sunken);
  border-radius: 6px; }
output { flex: 1 1 240px; display: grid; grid-template-columns: minmax(0, 1fr) 40%; gap: 4px 12px;
  align-content: start; }
output strong { grid-column: 1 / -1; color: var(--ice); overflow-wrap: anywhere; }
output.refused strong { color: var(--warm); }
output span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
figcaption { flex: 1 1 240px; }
progress { width: 100%; height: 10px; align-self: center; accent-color: var(--ice); }
output.refused progress { accent-color: var(--warm); }
`;
