import type { Command } from 'commander';
import { settingNames } from '../../shared/apply-settings.ts';
import { formatRate } from '../../shared/messages/format-numbers.ts';
import { recipeWords } from '../../shared/messages/recipe-words.ts';
import type { Recipe } from '../../shared/recipe.ts';
import { defaultRecipeName, recipeByName, recipeNames } from '../../shared/recipes/catalogue.ts';
import type { CliContext } from '../cli-context.ts';
import { tableLines } from '../terminal/table.ts';

export function registerRecipes(program: Command, cli: CliContext): void {
  program
    .command('recipes')
    .description(cli.words.commands.recipes)
    .option('--json', cli.words.options.json)
    .action(() => {
      listRecipes(cli);
    });
}

function listRecipes(cli: CliContext): void {
  const recipes = recipeNames.map(recipeByName);
  if (cli.json) {
    for (const recipe of recipes)
      cli.printJson({ kind: 'recipe', isDefault: recipe.name === defaultRecipeName, recipe });
    cli.printJson({ kind: 'result', recipes: recipeNames, settings: settingNames });
    return;
  }
  for (const recipe of recipes) {
    for (const line of recipeLines(recipe, cli)) cli.print(line);
    cli.print();
  }
  cli.print(cli.words.result.recipe.settings);
  const settings = settingNames.map(({ name, description, perPhase }) => [
    perPhase ? `${name}, phase1.${name}` : name,
    description,
  ]);
  for (const line of tableLines([left, left], settings).slice(1)) cli.print(`  ${line}`);
}

const left = { heading: '', align: 'left' } as const;

function recipeLines(recipe: Recipe, { words, style, language }: CliContext): string[] {
  const text = words.result.recipe;
  const separator = language === 'zh-CN' ? '，' : ', ';
  const facts = [
    recipe.network.kind === 'base' ? text.onBase(recipe.network.base) : text.fromScratch,
    recipe.augmentation === null ? text.noAugmentation : text.augmentation,
    `${recipe.image.size}\u00a0px`,
    ...(recipe.name === defaultRecipeName ? [text.isDefault] : []),
  ];
  const lesson = recipeWords[language][recipe.name]?.detail;
  return [
    `${style.bold(recipe.name)}  ${facts.join(separator)}`,
    ...(lesson === undefined ? [] : [`  ${text.teaches(lesson)}`]),
    ...recipe.phases.map(({ name, epochs, learnFrom, optimizer, batchSize }) => {
      const rate = formatRate(optimizer.learningRate);
      return `  ${words.job.phases[name] ?? name}: ${text.phase(epochs, learnFrom, optimizer.kind, rate, batchSize)}`;
    }),
  ];
}
