import type { SampleFacts } from '../sample-facts.ts';

/** What a person does on the page: drop or choose photos, start and stop the camera. */
export function pageLines({ labels }: SampleFacts): string {
  return lines.replace('ANSWER_IN_WORDS', answerInWords(labels));
}

/** The answers of programs are in English. */
function answerInWords({ leastConfidence, familiarity }: SampleFacts['labels']): string {
  if (leastConfidence === undefined) return 'text';
  const likeness = familiarity ? ".replace(', likeness ', '，相似度 ')" : '';
  return `chinese
    ? text.replace('none of these, likeliest ', '都不是，最像 ')${likeness}
    : text`;
}

const lines = `// A browser turns photos upright by itself; transparent places show white.
function pixelsOf(picture, width, height) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.fillStyle = 'white';
  context.fillRect(0, 0, width, height);
  context.drawImage(picture, 0, 0);
  const rgba = context.getImageData(0, 0, width, height).data;
  const data = new Uint8Array(width * height * 3);
  for (let from = 0, at = 0; at < data.length; from++) if (from % 4 !== 3) data[at++] = rgba[from];
  return { data, width, height };
}

async function askPhoto(file) {
  const picture = await createImageBitmap(file, { colorSpaceConversion: 'none' });
  const found = judge(await ask(toInput(pixelsOf(picture, picture.width, picture.height))));
  picture.close();
  return found;
}

// What the page says.
const chinese = navigator.language.startsWith('zh');
const words = chinese
  ? { drop: '把照片拖到这里，或点击选择', start: '使用摄像头', stop: '停止摄像头', failed: '无法读取' }
  : {
      drop: 'Drop photos here, or choose them',
      start: 'Use the camera',
      stop: 'Stop the camera',
      failed: 'cannot be read',
    };
document.documentElement.lang = chinese ? 'zh-CN' : 'en';
document.querySelector('#drop span').textContent = words.drop;
const button = document.querySelector('button');
button.textContent = words.start;

const inWords = (text) =>
  ANSWER_IN_WORDS;
const mostBars = 5;
function show(output, { probabilities, refused, text }) {
  output.replaceChildren(Object.assign(document.createElement('strong'), { textContent: inWords(text) }));
  output.classList.toggle('refused', refused);
  const order = [...probabilities.keys()].sort((one, other) => probabilities[other] - probabilities[one]);
  for (const at of order.slice(0, mostBars)) {
    const bar = Object.assign(document.createElement('progress'), { value: probabilities[at] });
    const name = Object.assign(document.createElement('span'), { textContent: classes[at] });
    bar.setAttribute('aria-label', classes[at]);
    output.append(name, bar);
  }
}

async function askFiles(chosen) {
  for (const file of chosen) {
    const [item, picture, output] = ['li', 'img', 'output'].map((tag) => document.createElement(tag));
    Object.assign(picture, { src: URL.createObjectURL(file), alt: file.name });
    item.append(picture, output);
    document.querySelector('ol').prepend(item);
    try {
      show(output, await askPhoto(file));
    } catch (error) {
      output.textContent = \`\${file.name}: \${words.failed} (\${error.message})\`;
    }
  }
}

const input = document.querySelector('input');
input.onchange = () => askFiles([...input.files]);
document.ondragover = (event) => event.preventDefault();
document.ondrop = (event) => {
  event.preventDefault();
  askFiles([...event.dataTransfer.files]);
};

let stream = null;
async function watch(video) {
  stream = await navigator.mediaDevices.getUserMedia({ video: true });
  video.srcObject = stream;
  await video.play();
  while (stream !== null) {
    const found = judge(await ask(toInput(pixelsOf(video, video.videoWidth, video.videoHeight))));
    show(document.querySelector('figure output'), found);
    await new Promise(requestAnimationFrame);
  }
}
function stop() {
  stream?.getTracks().forEach((track) => track.stop());
  stream = null;
}
button.onclick = async () => {
  const figure = document.querySelector('figure');
  const starts = stream === null;
  button.textContent = starts ? words.stop : words.start;
  figure.hidden = !starts;
  if (!starts) return stop();
  try {
    await watch(figure.querySelector('video'));
  } catch (error) {
    stop();
    figure.hidden = true;
    button.textContent = words.start;
    state.textContent = error.message;
  }
};
state.textContent = '';
document.querySelector('#asking').hidden = false;
`;
