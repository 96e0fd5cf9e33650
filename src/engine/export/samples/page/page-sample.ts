import { withVersions } from '../checked-versions.ts';
import { headLines } from '../head-lines.ts';
import type { Sample, SampleFacts } from '../sample-facts.ts';
import { constantLines, judgeLines } from '../script/judge-lines.ts';
import { pictureLines } from '../script/picture-lines.ts';
import { tfjsAskLines, type TfjsKind } from '../script/tfjs-kind.ts';
import { pageLines } from './page-lines.ts';
import { pageStyle } from './page-style.ts';

/** Where the page's scripts lie, beside it. */
export const pageFolder = 'page';

/**
 * A page that asks an exported model of TensorFlow.js about dropped photos and the camera, offline, opened as a file.
 * Such a page may read no files but scripts: the model's files lie beside it as scripts too (write-page-files.ts).
 */
export function pageSample(facts: SampleFacts, kind: TfjsKind): Sample {
  const code = `${headLines(facts)
    .map((line) => `// ${line}`)
    .join('\n')}
//
// Open this file in a browser; it needs no network. A page may read no other file than scripts, so that the
// model lies in the folder ${pageFolder} once more, as text in scripts.
${readFiles}
${openModel(facts, kind)}
${constantLines(facts, (file) => `files.get('${file}')`)}
${pictureLines(facts)}
${judgeLines(facts)}
${tfjsAskLines(facts, kind)}
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
<script src="${pageFolder}/tf.min.js"></script>
<script src="${pageFolder}/tf-backend-wasm.min.js"></script>
<script src="${pageFolder}/files.js"></script>
<script type="module">
${insideScript(code)}</script>
</html>
`;
  const checkedWith = ['Chromium', ...withVersions(['TensorFlow.js'])];
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

function openModel(facts: SampleFacts, kind: TfjsKind): string {
  return `// A graphics card that counts in 32 bits, else the processor: WebAssembly.
function hasGraphics() {
  const gl = document.createElement('canvas').getContext('webgl2');
  const facts = gl?.getExtension('WEBGL_debug_renderer_info');
  const device = facts ? gl.getParameter(facts.UNMASKED_RENDERER_WEBGL) : '';
  if (gl === null || /swiftshader|llvmpipe|software/i.test(device)) return false;
  return tf.env().getBool('WEBGL_RENDER_FLOAT32_CAPABLE');
}
// Threads need a server that keeps the page apart from others.
tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
const binary = (name) => URL.createObjectURL(new Blob([files.get(name)], { type: 'application/wasm' }));
const simd = binary('tfjs-backend-wasm-simd.wasm');
tf.wasm.setWasmPaths({
  'tfjs-backend-wasm.wasm': binary('tfjs-backend-wasm.wasm'),
  'tfjs-backend-wasm-simd.wasm': simd,
  'tfjs-backend-wasm-threaded-simd.wasm': simd,
});
if (!hasGraphics() || !(await tf.setBackend('webgl'))) await tf.setBackend('wasm');

const { weightsManifest, ...json } = JSON.parse(new TextDecoder().decode(files.get('model.json')));
const shards = weightsManifest.flatMap(({ paths }) => paths).map((name) => files.get(name));
const weightData = await new Blob(shards).arrayBuffer();
const weightSpecs = weightsManifest.flatMap(({ weights }) => weights);
let model = await tf.${kind.load}(tf.io.fromMemory({ ...json, weightSpecs, weightData }));
${kind.opened(facts)}`;
}

/** A class may be called `</script>`; in a string or a comment of code, an escape stands for the sign. */
function insideScript(code: string): string {
  return code.replaceAll('</', '<\\/').replaceAll('<!--', '\\u003c!--');
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
