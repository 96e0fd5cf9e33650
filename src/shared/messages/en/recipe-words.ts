/** What a recipe is called and what it is good for, in one language. Published figures are the documents', not measured. */
export interface RecipeWords {
  readonly title: string;
  /** Short, for a run's name. */
  readonly name: string;
  /** What it does, on the base of this title where it has one. */
  readonly sentence: (base: string) => string;
  /** What it teaches, in a line. */
  readonly detail: string;
  /** The document's result and what it was measured on; null: it gives none. */
  readonly published: string | null;
}

const catsAndDogs = (result: string): string => `${result}, 2,000 cats and dogs`;

export const recipeWords: Readonly<Record<string, RecipeWords>> = {
  'two-phase': {
    title: 'Two-phase fine-tuning',
    name: 'Two phases',
    sentence: (base) =>
      `${base} already knows how photos look. First it learns your classes with its base frozen, then its last block is thawed and tuned gently.`,
    detail: 'Frozen base, then block 5. The best for most',
    published: catsAndDogs('97 % test'),
  },
  frozen: {
    title: 'Frozen base',
    name: 'Frozen only',
    sentence: (base) =>
      `${base} already knows how photos look. Its base stays frozen; only a small head learns your classes.`,
    detail: 'What prior knowledge gives by itself, with augmentation',
    published: catsAndDogs('96 % validation'),
  },
  'cached-features': {
    title: 'Cached features',
    name: 'Cached features',
    sentence: () =>
      'Every photo passes the frozen base once. Then only the head learns, without augmentation: the quickest way to a first answer.',
    detail: 'What prior knowledge gives in a minute, without augmentation',
    published: catsAndDogs('90 % validation'),
  },
  'linear-svm': {
    title: 'Linear support vector machine',
    name: 'Linear SVM',
    sentence: () =>
      'Every photo passes the frozen base once. On what it sees, a linear support vector machine parts each class from the others by the widest margin.',
    detail: 'How far the base’s features go without a network on top',
    published: null,
  },
  'all-layers': {
    title: 'All layers fine-tuned',
    name: 'All layers',
    sentence: (base) =>
      `After a head has learned on the frozen base, every layer of ${base} is tuned at a low rate. For many photos, and patience.`,
    detail: 'What more than the last block gives, and what it costs',
    published: null,
  },
  digits: {
    title: 'Digits',
    name: 'Digits',
    sentence: () => 'Three small convolutions read handwritten digits in grey, 28 pixels wide.',
    detail: 'A first convolutional network, trained in minutes',
    published: '99.08 % test, MNIST',
  },
  'digits-dense': {
    title: 'Digits, dense layers only',
    name: 'Digits, dense',
    sentence: () => 'One dense layer reads handwritten digits without knowing that pixels have neighbours.',
    detail: 'What convolutions are worth, by leaving them out',
    published: '97.8 % test, MNIST',
  },
  scratch: {
    title: 'From scratch',
    name: 'From scratch',
    sentence: () =>
      'A small network learns from your photos alone. Good to see what prior knowledge is worth.',
    detail: 'How soon a network learns few photos by heart',
    published: catsAndDogs('71 % validation'),
  },
  'scratch-augmented': {
    title: 'From scratch, with augmentation',
    name: 'From scratch, augmented',
    sentence: () =>
      'A small network learns from your photos alone. Augmentation keeps it from learning them by heart.',
    detail: 'What augmentation and dropout do against overfitting',
    published: catsAndDogs('82 % validation'),
  },
  alexnet: {
    title: 'AlexNet',
    name: 'AlexNet',
    sentence: () =>
      'The network that made deep learning known in 2012, at half its width, learns from your photos alone.',
    detail: 'Large windows and strides, then three convolutions',
    published: null,
  },
  'alexnet-caffe': {
    title: 'AlexNet as in Caffe',
    name: 'AlexNet, Caffe',
    sentence: () =>
      'AlexNet at full width with two groups and local response normalisation, trained by Caffe’s solver: random crops, mean image, a rate that falls in steps.',
    detail: 'How networks were trained before batch normalisation',
    published: null,
  },
  'vgg11-scratch': {
    title: 'VGG11 from scratch',
    name: 'VGG11',
    sentence: () => 'Eight convolutions of 3 x 3 and three dense layers learn from your photos alone.',
    detail: 'Network A of the VGG paper, the shallowest',
    published: null,
  },
  'vgg11-lrn-scratch': {
    title: 'VGG11 with response normalisation',
    name: 'VGG11, LRN',
    sentence: () =>
      'VGG11 with local response normalisation after its first convolution, from your photos alone.',
    detail: 'Network A-LRN of the VGG paper: it cost time and gained nothing',
    published: null,
  },
  'vgg13-scratch': {
    title: 'VGG13 from scratch',
    name: 'VGG13',
    sentence: () => 'Ten convolutions of 3 x 3 and three dense layers learn from your photos alone.',
    detail: 'Network B of the VGG paper',
    published: null,
  },
  'vgg13-5x5': {
    title: 'VGG13 with 5 x 5 windows',
    name: 'VGG13, 5 x 5',
    sentence: () => 'One convolution of 5 x 5 in place of every two of 3 x 3: the same view, fewer steps.',
    detail: 'Why two small windows beat a large one',
    published: null,
  },
  'vgg16-c-scratch': {
    title: 'VGG16 with 1 x 1 windows',
    name: 'VGG16, 1 x 1',
    sentence: () => 'Network C of the VGG paper: its last three blocks end in a convolution of 1 x 1.',
    detail: 'What depth gives where nothing more is seen',
    published: null,
  },
  'vgg16-scratch': {
    title: 'VGG16 from scratch',
    name: 'VGG16',
    sentence: () => 'The base of the other recipes without what it knows: it learns from your photos alone.',
    detail: 'What the base’s prior knowledge is worth',
    published: null,
  },
  'vgg19-scratch': {
    title: 'VGG19 from scratch',
    name: 'VGG19',
    sentence: () => 'Sixteen convolutions of 3 x 3 and three dense layers learn from your photos alone.',
    detail: 'Network E of the VGG paper, the deepest',
    published: null,
  },
};
