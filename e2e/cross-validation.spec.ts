import { tidyFolder } from './fixtures/own-folder.ts';
import {
  chooseFolds,
  chooseRecipe,
  expectResults,
  openFolder,
  setEpochs,
  startTraining,
  step,
} from './fixtures/steps.ts';
import { expect, test } from './fixtures/test.ts';

test('test every photo by two folds, stop after one, go on, and train one model then', async ({
  journey: { app, photos, served },
}) => {
  test.skip(served === null, 'the folder is chosen in Thaw’s own dialog');
  await tidyFolder(photos, 'pets', 8);
  await openFolder(app, 'pets');
  await step(app, 'Train').click();
  await chooseRecipe(app, 'From scratch');
  await setEpochs(app, 1, 3);
  await chooseFolds(app, 2);
  await startTraining(app, 'Start 2 trainings');
  const folds = app.getByRole('list', { name: 'Folds' }).getByRole('listitem');
  await expect(folds).toHaveText([/Fold 1\s*in work/, /Fold 2\s*to come/]);
  await expect(folds.first()).toHaveText(/Fold 1\s*\d+\s%/, { timeout: 120_000 });

  await app.getByRole('button', { name: 'Stop and keep the finished folds' }).click();
  const question = app.getByRole('alertdialog').or(app.getByRole('dialog'));
  await expect(question.getByRole('button', { name: 'Keep training' })).toBeFocused();
  await question.getByRole('button', { name: 'Stop and keep the finished folds' }).click();
  await expectResults(app);
  await expect(app.getByText('Stopped with 1 of 2 folds tested.')).toBeVisible();

  await app.getByRole('button', { name: 'Train the other folds' }).click();
  await expect(app.getByText(/, each tested once, by the one of 2 models/)).toBeVisible({ timeout: 120_000 });
  const rows = app.getByRole('region', { name: 'Accuracy of each fold' }).getByRole('row');
  await expect(rows).toHaveCount(3);
  await expect(app.getByText('Stopped with 1 of 2 folds tested.')).toHaveCount(0);

  // It is one line of the list, and no model to predict with.
  await expect(app.getByRole('link', { name: /cross-validation, 2 folds/ })).toHaveCount(1);
  await step(app, 'Predict').click();
  await expect(app.getByText('A cross-validation gives no model')).toBeVisible();

  await step(app, 'Results').click();
  await app.getByRole('tab', { name: 'Run record' }).click();
  await expect(app.getByText('2 of 2 tested')).toBeVisible();
  await app.getByRole('button', { name: 'Train one model' }).click();
  await expect(app.getByRole('radio', { name: 'One model' })).toBeChecked();
  await expect(app.getByRole('button', { name: 'Start training' })).toBeVisible();
});
