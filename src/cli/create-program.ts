import { Command, type CommanderError } from 'commander';
import type { CliContext } from './cli-context.ts';
import { registerCheck } from './commands/check.ts';
import { registerDemo } from './commands/demo.ts';
import { registerDoctor } from './commands/doctor.ts';
import { registerEvaluate } from './commands/evaluate.ts';
import { registerExplain } from './commands/explain.ts';
import { registerExport } from './commands/export.ts';
import { registerFindRate } from './commands/find-rate.ts';
import { registerImportModel } from './commands/import-model.ts';
import { registerPredict } from './commands/predict.ts';
import { registerProject } from './commands/project.ts';
import { registerRecipes } from './commands/recipes.ts';
import { registerReport } from './commands/report.ts';
import { registerScan } from './commands/scan.ts';
import { registerServe } from './commands/serve.ts';
import { registerServeModel } from './commands/serve-model.ts';
import { registerSetup } from './commands/setup.ts';
import { registerSplit } from './commands/split.ts';
import { registerTrain } from './commands/train.ts';
import { registerUnpack } from './commands/unpack.ts';
import { registerWeights } from './commands/weights.ts';
import { thawVersion } from '../shared/version.ts';
import { asWrongUse } from './wrong-use.ts';

/** The whole command line. Throws ThawErrors, and CommanderErrors where help or the version was shown. */
export function createProgram(cli: CliContext): Command {
  const program = new Command('thaw');
  const { words } = cli;
  program
    .description(words.about)
    .version(thawVersion, '-V, --version', words.versionOption)
    .helpOption('-h, --help', words.helpOption)
    .helpCommand(false)
    .addHelpText('after', `\n${words.exitCodes}`)
    .configureHelp({ styleTitle: (title) => words.headings[title] ?? title })
    // main.ts says what is wrong, in the person's language.
    .configureOutput({ outputError: () => undefined });
  registerScan(program, cli);
  registerCheck(program, cli);
  registerSplit(program, cli);
  registerTrain(program, cli);
  registerFindRate(program, cli);
  registerUnpack(program, cli);
  registerEvaluate(program, cli);
  registerReport(program, cli);
  registerPredict(program, cli);
  registerExplain(program, cli);
  registerExport(program, cli);
  registerImportModel(program, cli);
  registerRecipes(program, cli);
  registerWeights(program, cli);
  registerProject(program, cli);
  registerServe(program, cli);
  registerServeModel(program, cli);
  registerDemo(program, cli);
  registerDoctor(program, cli);
  registerSetup(program, cli);
  for (const command of withSubcommands(program)) command.exitOverride(throwFor(command));
  return program;
}

function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}

function throwFor(command: Command): (error: CommanderError) => never {
  return (error) => {
    throw asWrongUse(error, command) ?? error;
  };
}
