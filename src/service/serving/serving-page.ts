import type { Hono } from 'hono';
import { languageOf } from './error-response.ts';

/** A page to try the server by hand: photos are chosen or dropped, and asked about one by one. */

const words = {
  en: {
    title: 'Ask the model',
    choose: 'Choose photos, or drop them here',
    token: 'Token',
    model: 'Model',
    none: 'none of these',
    description: 'What other programs send and get',
  },
  'zh-CN': {
    title: '询问模型',
    choose: '选择照片，或拖到这里',
    token: '令牌',
    model: '模型',
    none: '都不是',
    description: '供其他程序使用的接口说明',
  },
} as const;

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export function addServingPage(app: Hono, models: readonly string[], needsToken: boolean): void {
  app.get('/', (context) => {
    const language = languageOf(context);
    const { title, choose, token, model, none, description } = words[language];
    const options = models.map((name) => `<option>${name}</option>`).join('');
    context.header('content-security-policy', policy);
    return context.html(`<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<link rel="stylesheet" href="/page.css"></head>
<body data-none="${none}">
<main><h1>${title}</h1>
<label ${models.length > 1 ? '' : 'hidden'}>${model} <select id="model">${options}</select></label>
<label ${needsToken ? '' : 'hidden'}>${token} <input id="token" type="password" autocomplete="off"></label>
<label class="drop">${choose} <input id="photos" type="file" accept="image/*" multiple></label>
<ul id="answers" aria-live="polite"></ul>
<p><a href="/openapi.json">${description}</a></p></main>
<script src="/page.js"></script>
</body></html>`);
  });
  app.get('/page.js', (context) => context.body(script, 200, { 'content-type': 'text/javascript' }));
  app.get('/page.css', (context) => context.body(style, 200, { 'content-type': 'text/css' }));
}

const style = `:root{color-scheme:light dark;font:15px/1.5 system-ui,sans-serif}
main{max-width:640px;margin:40px auto;padding:0 16px}
h1{font-size:20px}
label{display:block;margin:12px 0}
.drop{border:1px dashed currentColor;border-radius:8px;padding:28px 16px}
ul{list-style:none;padding:0}
li{display:flex;gap:12px;align-items:center;margin:12px 0;overflow-wrap:anywhere}
img{width:76px;height:76px;object-fit:cover;border-radius:4px;flex:none}
li div{min-width:0}
small{opacity:.75}
`;

const script = `'use strict';
const at = (id) => document.getElementById(id);
const percent = (share) => (100 * share).toFixed(1) + '\\u00a0%';
async function ask(file) {
  const row = at('answers').appendChild(document.createElement('li'));
  const image = row.appendChild(document.createElement('img'));
  image.alt = '';
  image.src = URL.createObjectURL(file);
  const text = row.appendChild(document.createElement('div'));
  text.textContent = file.name;
  const headers = { 'content-type': 'application/octet-stream' };
  if (at('token').value) headers.authorization = 'Bearer ' + at('token').value;
  const path = '/models/' + encodeURIComponent(at('model').value) + '/predict';
  const lines = [];
  try {
    const answer = await (await fetch(path, { method: 'POST', headers, body: file })).json();
    if (answer.error) lines.push(answer.error, answer.remedy);
    else {
      const likeliest = Object.entries(answer.probabilities).sort((a, b) => b[1] - a[1]).slice(0, 5);
      lines.push(answer.class ?? document.body.dataset.none);
      lines.push(likeliest.map(([name, share]) => name + ' ' + percent(share)).join(', '));
    }
  } catch (error) {
    lines.push(String(error));
  }
  const [first, second] = lines;
  text.append(document.createElement('br'), Object.assign(document.createElement('b'), { textContent: first }));
  if (second) text.append(document.createElement('br'), Object.assign(document.createElement('small'), { textContent: second }));
}
async function askAll(files) {
  for (const file of files) await ask(file);
}
at('photos').addEventListener('change', (event) => askAll([...event.target.files]));
document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => {
  event.preventDefault();
  askAll([...event.dataTransfer.files]);
});
`;
