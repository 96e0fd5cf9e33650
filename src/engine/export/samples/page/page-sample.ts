import { withVersions } from '../checked-versions.ts';
import { headLines } from '../head-lines.ts';
import type { Sample, SampleFacts } from '../sample-facts.ts';
import { constantLines, judgeLines } from '../script/judge-lines.ts';
import { pictureLines } from '../script/picture-lines.ts';
import { pageLines } from './page-lines.ts';
import type { PageRuntime } from './page-runtime.ts';
import { pageStyle } from './page-style.ts';

/** Where the page's scripts lie, beside it. */
export const pageFolder = 'page';

/**
 * A page that asks an exported model about dropped photos and the camera, offline, opened as a file.
 * Such a page may read no files but scripts: the model's files lie beside it as scripts too (write-page-files.ts).
 */
export function pageSample(facts: SampleFacts, runtime: PageRuntime): Sample {
  const code = `${headLines(facts)
    .map((line) => `// ${line}`)
    .join('\n')}
//
// Open this file in a browser; it needs no network. A page may read no other file than scripts, so that the
// model lies in the folder ${pageFolder} once more, as text in scripts.
${readFiles}
${runtime.open(facts)}
${constantLines(facts, (file) => `files.get('${file}')`)}
${pictureLines(facts)}
${judgeLines(facts)}
${pageLines(facts)}`;
  const text = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(facts.runName)}</title>
<style>
${pageStyle}</style>
<main>
  <h1>${escapeHtml(facts.runName)}</h1>
  <p id="state" role="status"></p>
  <div id="asking" hidden>
    <label id="drop"><span></span><input type="file" accept="image/*" multiple></label>
    <button type="button"></button>
  </div>
  <figure hidden><video muted playsinline></video><figcaption><output></output></figcaption></figure>
  <ol></ol>
</main>
${Object.keys(runtime.libraries)
  .map((name) => `<script src="${pageFolder}/${name}"></script>`)
  .join('\n')}
<script src="${pageFolder}/files.js"></script>
<script type="module">
${insideScript(code)}</script>
</html>
`;
  const checkedWith = ['Chromium', ...withVersions(runtime.checkedWith)];
  return { language: 'browser', fileName: 'index.html', text, commands: [], checkedWith };
}

const readFiles = `
const state = document.querySelector('#state');
const files = new Map();
window.addFile = (name, text) => {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = letters.charCodeAt(at);
  files.set(name, bytes);
};
for (const name of window.fileNames) {
  state.textContent = \`\${files.size + 1} / \${window.fileNames.length}\`;
  await new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.onload = resolve;
    script.onerror = () => reject(new Error(name));
    script.src = \`${pageFolder}/\${name}.js\`;
    document.head.append(script);
    script.remove();
  });
}
`;

/** A class may be called `</script>`; in a string or a comment of code, an escape stands for the sign. */
function insideScript(code: string): string {
  return code.replaceAll('</', '<\\/').replaceAll('<!--', '\\u003c!--');
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
