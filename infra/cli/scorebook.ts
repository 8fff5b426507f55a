#!/usr/bin/env node
import { Command, CommanderError, Option } from 'commander';
import { methodIds } from '../../shared/domain/scoring/scoring-methods.ts';
import {
  dayValue,
  fileValue,
  folderValue,
  mailAddressValue,
  numberValue,
  tableValue,
  textValue,
  webAddressValue,
} from './option-values.ts';
import { tellFailure } from './tell-failure.ts';

/** Exit statuses beside 0: a fault of ours, a rejected file, a command that was typed wrong (as in sysexits.h). */
const status = { fault: 1, usage: 64 } as const;

const program = new Command('scorebook')
  .description('Reads filled questionnaires of local authorities, scores them and writes results workbooks.')
  .version('0.1.0')
  .configureOutput({
    // The error comes last and short; help is one command away.
    outputError: (text, write) => write(`scorebook: ${text.replace(/^error: /, '').trim()} (scorebook --help)\n`),
  })
  .exitOverride();

program
  .command('score')
  .description(
    'Read and score filled questionnaires; needs no cloud. Exit status: 0 all scored, 2 one or more rejected.',
  )
  .argument('<files...>', 'filled questionnaires (.xlsx, .ods, .csv), or folders of them')
  .option('--json', 'print JSON and nothing else: one object, or a list of many files')
  .option('--out <results.xlsx>', 'write the results workbook there; a folder, of many files', textValue)
  .option('--page <results.html>', 'write the results page there; a folder, of many files', textValue)
  .option('--language <code>', 'language of the results workbook and page', 'en')
  .addOption(new Option('--method <id>', "score by this method instead of the questionnaire's own").choices(methodIds))
  .action(async (files, options) => {
    const { scoreCommand } = await import('./score.ts');
    process.exitCode = await scoreCommand(files, options);
  });

program
  .command('template')
  .description('Write a questionnaire workbook to send to an authority.')
  .requiredOption('--out <file.xlsx>', 'write it there', fileValue('.xlsx'))
  .option('--authority <id or name>', 'the authority it is for, as it is registered', textValue)
  .option('--round <id>', 'the round it is for, e.g. 2022')
  .option('--questionnaire <id@version>', "the questionnaire; without it the round's, or else the current one")
  .option('--language <code>', 'language of the questions', 'en')
  .option(
    '--answers <file>',
    'fill it in: from a questionnaire (.xlsx), any part of a `score --json` output, or a city page (.txt)',
    textValue,
  )
  .option('--contact <text>', 'the contact named on the cover')
  .option('--office <text>', 'where to send it back')
  .option('--deadline <date>', 'the deadline on the cover, e.g. 2022-10-31', dayValue)
  .option('--registry', 'write the registry workbook of authorities, contacts and rounds instead')
  .addOption(new Option('--table <name>', 'take what is registered from this deployed table').env('SCOREBOOK_TABLE'))
  .option('--folder <folder>', 'without it: from the local cloud on this state folder, running or not', '.scorebook')
  .action(async ({ registry, ...options }) => {
    if (registry === true) {
      const { registryTemplateCommand } = await import('./registry-template.ts');
      process.exitCode = await registryTemplateCommand(options);
      return;
    }
    const { templateCommand } = await import('./template.ts');
    process.exitCode = await templateCommand(options);
  });

program
  .command('start')
  .description('Run the whole pipeline on this machine: embedded cloud, inbox folder, console page.')
  .option('--once', 'end after the first result', false)
  .option('--fresh', 'forget the state of earlier runs first', false)
  .option('--folder <folder>', 'keep the state there', '.scorebook')
  .option(
    '--port <number>',
    'port of the console; the site is 40 and the page of contacts 50 above it (default: 4600)',
    // The last one has another 50 above it, for the contacts' page.
    numberValue(0, 65_485),
  )
  .action(async (options) => {
    // Loaded only here: the other commands need no cloud and must not wait for one.
    const { startCommand } = await import('./start.ts');
    process.exitCode = await startCommand(options);
  });

/** A deployed cloud is named; otherwise it is the local one. */
const deployedTable = new Option('--table <name>', 'the deployed table, e.g. scorebook-production')
  .env('SCOREBOOK_TABLE')
  .argParser(tableValue);
const localFolder = new Option(
  '--folder <folder>',
  'without these: the state folder of the local cloud that runs',
).default('.scorebook');

program
  .command('registry')
  .description(
    'Register authorities, contacts and rounds, from a registry workbook. Exit status 2: rows were left out.',
  )
  .argument('<registry.xlsx>', 'what `template --registry` wrote, edited; or one of its tables as .csv')
  .addOption(deployedTable)
  .addOption(localFolder)
  .option('--dry-run', 'say what would change, and change nothing')
  .action(async (file, options) => {
    const { registryCommand } = await import('./registry.ts');
    process.exitCode = await registryCommand(file, options);
  });

program
  .command('round')
  .description('Open a round, or change its dates. Uses the AWS credentials of your shell for a deployed table.')
  .argument('<id>', 'e.g. 2022')
  .addOption(deployedTable)
  .addOption(localFolder)
  .option('--questionnaire <id@version>', 'the questionnaire of the round')
  .option('--opens <day>', 'files before it are returned', dayValue)
  .option('--deadline <day>', 'the last day on which files count', dayValue)
  .option('--zone <name>', 'IANA time zone in which its days begin and end, e.g. Europe/Helsinki (default: UTC)')
  .option('--final-results <when>', 'when its results become final: "at close" (default), "by office" or a day')
  .option('--previous <id>', 'the round before, to compare figures with')
  .addOption(
    new Option('--mails <how>', 'how results travel: in the mail, or behind a link').choices(['attachment', 'link']),
  )
  .addOption(
    new Option('--publishes-results <yes|no>', 'whether scores and ranks are on the public site').choices([
      'yes',
      'no',
    ]),
  )
  .addOption(new Option('--method <id>', "score it by this method instead of its questionnaire's").choices(methodIds))
  .option('--shards <number>', 'partitions of its standings; cannot be changed later', textValue)
  .action(async (id, options) => {
    const { roundCommand } = await import('./round.ts');
    process.exitCode = await roundCommand(id, options);
  });

program
  .command('erase')
  .description('Erase a contact or an authority for good, with its files. Started again after a failure, it goes on.')
  .option('--contact <address>', 'a person: taken out everywhere, the answers of the authority stay', mailAddressValue)
  .option('--authority <id>', 'an authority: everything of it')
  .addOption(deployedTable)
  .addOption(localFolder)
  .option('--inbox <bucket>', 'with --table: the bucket of originals')
  .option('--results <bucket>', 'with --table: the bucket of results')
  .option('--mails <bucket>', 'with --table: the bucket of mails as they came')
  .option('--dry-run', 'count what is held, and erase nothing')
  .option('--yes', 'ask no question')
  .action(async (options) => {
    const { eraseCommand } = await import('./erase.ts');
    process.exitCode = await eraseCommand(options);
  });

const reaching = [
  deployedTable,
  new Option('--machine <arn>', 'the deployed state machine, RescoringMachine of the stack').env('SCOREBOOK_MACHINE'),
  localFolder,
];

const rescore = program
  .command('rescore')
  .description('Score a round again, rank and publish it, and stay until that is done. Exit status: 1 it failed.')
  .requiredOption('--round <id>', 'e.g. 2022')
  .action(async (options) => {
    const { rescoreCommand } = await import('./rescore.ts');
    process.exitCode = await rescoreCommand(options);
  });
const finalise = program
  .command('finalise')
  .description(
    'Declare the results of a closed round final: they are published as that, and each authority gets its final results.',
  )
  .requiredOption('--round <id>', 'e.g. 2022')
  .action(async (options) => {
    const { finaliseCommand } = await import('./finalise.ts');
    process.exitCode = await finaliseCommand(options);
  });
const rounds = program
  .command('rounds')
  .description('List the rounds, and what is ranked in each.')
  .action(async (options) => {
    const { roundsCommand } = await import('./status.ts');
    process.exitCode = await roundsCommand(options);
  });
const statusOf = program
  .command('status')
  .description('Say what is published of a round, and how its last re-scoring goes. Exit status: 2 it failed.')
  .option('--round <id>', 'this one; all of them when none is named')
  .action(async (options) => {
    const { statusCommand } = await import('./status.ts');
    process.exitCode = await statusCommand(options);
  });
program
  .command('review')
  .description(
    'Write the review workbook of a round (claimed answers, evidence, what is open), or send one that was filled in.',
  )
  .option('--round <id>', 'e.g. 2022')
  .option('--out <review.xlsx>', 'write it there; numbered files, of very many authorities', fileValue('.xlsx'))
  .option('--authority <id...>', 'of these authorities alone')
  .option('--open', 'of authorities with something to check alone')
  .addOption(deployedTable)
  .option('--results <bucket>', 'the deployed bucket of results: long evidence is there')
  .option('--send <review.xlsx>', 'put a filled review workbook into the inbox instead')
  .option('--inbox <bucket>', 'with --send: the deployed bucket of originals')
  .addOption(localFolder)
  .action(async (options) => {
    const { reviewCommand } = await import('./review.ts');
    process.exitCode = await reviewCommand(options);
  });
program
  .command('files')
  .description('List what an authority has sent in a round, or have one of its files count again or alone.')
  .requiredOption('--round <id>', 'e.g. 2022')
  .requiredOption('--authority <id>', 'the registered authority')
  .option('--restore <file>', 'what counted when this file came in counts again (the beginning of its id is enough)')
  .option('--replace-all <file>', 'this file counts alone: answers of other files no longer count')
  .addOption(deployedTable)
  .option('--inbox <bucket>', 'the deployed bucket of originals')
  .addOption(localFolder)
  .action(async (options) => {
    const { filesCommand } = await import('./files.ts');
    process.exitCode = await filesCommand(options);
  });
program
  .command('export')
  .description('Write a round as tidy tables for researchers: CSV with a data dictionary, and the input of COINr.')
  .requiredOption('--round <id>', 'the round, as its current standings count it')
  .requiredOption('--out <folder>', 'write the files there', folderValue)
  .addOption(deployedTable)
  .option('--results <bucket>', 'the deployed bucket of results')
  .addOption(localFolder)
  .option('--evidence', 'evidence, too, whether or not the round publishes it')
  .option('--no-evidence', 'no evidence, whether or not the round publishes it')
  .action(async (options) => {
    const { exportCommand } = await import('./export.ts');
    process.exitCode = await exportCommand(options);
  });
for (const command of [rescore, finalise, rounds, statusOf]) for (const option of reaching) command.addOption(option);

program
  .command('link')
  .description('Print the address of the page of one contact. Whoever has it may send for the authority.')
  .requiredOption('--contact <address>', 'a registered contact', mailAddressValue)
  .requiredOption('--authority <id>', 'whose contact')
  .option('--round <id>', 'the round; without it the only one that is open')
  .option('--days <number>', 'how long it opens the page (default: 90)', numberValue(1, 366))
  .addOption(
    new Option('--portal <address>', 'where the page is, e.g. https://portal.benchmark.example')
      .env('SCOREBOOK_PORTAL')
      .argParser(webAddressValue),
  )
  .addOption(deployedTable)
  .addOption(localFolder)
  .action(async (options) => {
    const { linkCommand } = await import('./link.ts');
    process.exitCode = await linkCommand(options);
  });

program
  .command('link-keys')
  .description('Say which keys the links of contacts are signed with, and change them.')
  .option('--rotate', 'make a new key; links of the older ones stay valid until they end')
  .option('--revoke', 'end all links of older keys at once')
  .addOption(deployedTable)
  .addOption(localFolder)
  .action(async (options) => {
    const { linkKeysCommand } = await import('./link.ts');
    process.exitCode = await linkKeysCommand(options);
  });

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : status.usage;
  else process.exitCode = tellFailure(error) === 'ours' ? status.fault : status.usage;
}
