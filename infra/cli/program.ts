import { Command, CommanderError, Option } from '@commander-js/extra-typings';
import { methodIds } from '../../shared/domain/scoring/methods/methods.ts';
import { messageLanguages } from '../../shared/rendering/words/languages.ts';
import {
  dayValue,
  fileProblem,
  fileValue,
  folderValue,
  listValue,
  mailAddressValue,
  numberValue,
  tableValue,
  textValue,
  webAddressValue,
  workbooksProblem,
} from './option-values.ts';
import { tellFailure } from './tell-failure.ts';
import { UsageError } from './usage-error.ts';

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
  .option('--json', 'print only JSON: one object, or a list for several files')
  .option('--out <results.xlsx>', 'write the results workbook to this file; for many files, to this folder', textValue)
  .option('--page <results.html>', 'write the results page to this file; for many files, to this folder', textValue)
  .option('--language <code>', 'language of the results workbook and page', 'en')
  .addOption(new Option('--method <id>', 'score with this method instead of the questionnaire’s').choices(methodIds))
  .option('--questionnaire <authoring.xlsx>', 'score by your own questionnaire, published or not', textValue)
  .option('--authority <name>', 'with --questionnaire: who the file is from, if it does not say', textValue)
  .option('--round <id>', 'with --questionnaire: the round, if the file does not say', textValue)
  .option('--kind <text>', 'with --questionnaire: the kind of authority, on which conditions may depend', textValue)
  .action(async (files, { questionnaire, authority, round, kind, ...options }) => {
    const own = { authority, round, kind };
    if (questionnaire !== undefined) {
      const { scoreByDefinitionCommand } = await import('./score-by-definition.ts');
      process.exitCode = await scoreByDefinitionCommand(files, { ...options, ...own, questionnaire });
      return;
    }
    refuseTogether(own, 'only work with --questionnaire');
    const { scoreCommand } = await import('./score.ts');
    process.exitCode = await scoreCommand(files, options);
  });

program
  .command('template')
  .description('Write a questionnaire workbook to send to an authority.')
  .requiredOption(
    '--out <file.xlsx>',
    'write the workbook to this file; with --all: a folder, or a file that ends in .zip',
    textValue,
  )
  .option('--authority <id or name>', 'the registered authority it is for', textValue)
  .option('--round <id>', 'the round it is for, e.g. 2022')
  .option('--all', 'with --round: write one for each authority that takes part, filled in')
  .addOption(
    new Option(
      '--fill <with>',
      'fill it in with what counted in the round before (last), with what counts now (now), or not (blank)',
    ).choices(['last', 'blank', 'now'] as const),
  )
  .option(
    '--questionnaire <id@version>',
    'the questionnaire, or an authoring workbook (.xlsx) of it (default: that of the round, or the current one)',
  )
  .option('--language <code>', 'language of the questions (default: "en", or that of your own questionnaire)')
  .option(
    '--answers <file>',
    'fill it in from a questionnaire (.xlsx), any part of a `score --json` output, or a city page (.txt)',
    textValue,
  )
  .option('--contact <text>', 'the contact named on the cover')
  .option('--office <text>', 'where to send it back')
  .option('--deadline <date>', 'the deadline on the cover, e.g. 2022-10-31', dayValue)
  .option('--registry', 'write the registry workbook of authorities, contacts and rounds instead')
  .addOption(new Option('--table <name>', 'read the registry of this deployed table').env('SCOREBOOK_TABLE'))
  .option('--results <bucket>', 'with --table: the deployed bucket of results, for your own questionnaire')
  .option(
    '--folder <folder>',
    'without --table: read the registry of the local cloud in this state folder, running or not',
    '.scorebook',
  )
  .action(async ({ registry, ...options }) => {
    const wrong = options.all === true ? workbooksProblem(options.out) : fileProblem(options.out, '.xlsx');
    if (wrong !== null) throw new UsageError(`--out ${options.out}: ${wrong}`);
    if (options.all === true || options.fill !== undefined) {
      const { roundTemplatesCommand } = await import('./round-templates.ts');
      process.exitCode = await roundTemplatesCommand(options);
      return;
    }
    if (registry === true) {
      const { registryTemplateCommand } = await import('./registry-template.ts');
      process.exitCode = await registryTemplateCommand(options);
      return;
    }
    const { templateCommand } = await import('./template.ts');
    process.exitCode = await templateCommand(options);
  });

/** A deployed cloud is named; otherwise it is the local one. */
const deployedTable = new Option('--table <name>', 'the deployed table, e.g. scorebook-production')
  .env('SCOREBOOK_TABLE')
  .argParser(tableValue);
const resultsOfQuestionnaires = new Option(
  '--results <bucket>',
  'with --table: the bucket in which your own questionnaires lie, for a round that uses one',
).argParser(textValue);
const localFolder = new Option(
  '--folder <folder>',
  'without a deployed table: the state folder of the running local cloud',
).default('.scorebook');

const byOption = new Option('--by <name>', 'who does it; kept with what was done').argParser(textValue);
const authoringLanguage = new Option(
  '--language <tag>',
  'the language in which you read what to decide and to correct; otherwise that of the workbook',
).choices(messageLanguages());

const questionnaire = program
  .command('questionnaire')
  .description(
    'Bring your own questionnaire: draft an authoring workbook from the one that you have, check it, and preview what authorities get.',
  );

questionnaire
  .command('draft')
  .description(
    'Make an authoring workbook of the questionnaire that you already send out: its questions, sections, lists of answers and points. What it cannot know is a row in the sheet decisions.',
  )
  .argument(
    '<workbook>',
    'your questionnaire, filled in or not: a file (.xlsx, .ods or .csv), or the link of a Google Sheet that anyone with the link may read',
  )
  .requiredOption('--out <draft.xlsx>', 'the authoring workbook to write', fileValue('.xlsx'))
  .option('--take-defaults', 'take every decision as it is by default')
  .addOption(authoringLanguage)
  .option('--json', 'print only JSON: what was found, and the decisions')
  .action(async (file, options) => {
    const { questionnaireDraftCommand } = await import('./questionnaire-draft.ts');
    process.exitCode = await questionnaireDraftCommand(file, options);
  });

questionnaire
  .command('check')
  .description(
    'Read an authoring workbook and list everything to correct, by cell. Exit status: 0 it can be used, 2 it cannot yet.',
  )
  .argument('<authoring.xlsx>', 'the workbook with the sheets settings, survey, choices, scoring and mapping')
  .addOption(authoringLanguage)
  .option('--json', 'print only JSON')
  .action(async (file, options) => {
    const { questionnaireCheckCommand } = await import('./questionnaire.ts');
    process.exitCode = await questionnaireCheckCommand(file, options);
  });

questionnaire
  .command('preview')
  .description(
    'Write the questionnaire as authorities get it, in each of its languages, and list the highest, the lowest and the blank score of each group. With the answers and points of last year it lists what differs from what was published.',
  )
  .argument('<authoring.xlsx>', 'the workbook with the sheets settings, survey, choices, scoring and mapping')
  .requiredOption(
    '--out <workbook.xlsx>',
    'the workbook to write; with several languages -en, -fi and so on are added to its name',
  )
  .option('--language <tag>', 'only this language, such as fi or pt-BR')
  .option('--show-points', 'show beside each question what each answer scores')
  .option(
    '--answers <answers.csv>',
    'score last year’s answers: a table with the columns authority, question and answer, or a column for each question',
    textValue,
  )
  .option(
    '--points <points.csv>',
    'and list what differs from the points that were published: authority, question and points, or a column for each question; a section or “total” may stand for a question; one table may hold answers and points',
    textValue,
  )
  .action(async (file, options) => {
    const { questionnairePreviewCommand } = await import('./questionnaire-preview.ts');
    process.exitCode = await questionnairePreviewCommand(file, options);
  });

questionnaire
  .command('diff')
  .description('Say what changed from one version to another, and what of it changes scores.')
  .argument('<older>', 'the earlier version: an authoring workbook, or the name of a published one (id@version)')
  .argument('<newer>', 'the later one; the sheet mapping of its workbook says what became of questions')
  .option('--json', 'print only JSON')
  .addOption(deployedTable)
  .option('--results <bucket>', 'the deployed bucket of results, in which published versions lie', textValue)
  .addOption(localFolder)
  .action(async (older, newer, options) => {
    const { questionnaireDiffCommand } = await import('./questionnaire-diff.ts');
    process.exitCode = await questionnaireDiffCommand(older, newer, options);
  });

questionnaire
  .command('publish')
  .description(
    'Publish a questionnaire, so that a round can use it. Until one does, you can publish the same version again; then it never changes.',
  )
  .argument('<authoring.xlsx>', 'the questionnaire; docs/questionnaires.md shows its sheets')
  .option('--inbox <bucket>', 'the deployed bucket of originals', textValue)
  .addOption(localFolder)
  .action(async (file, options) => {
    const { questionnairePublishCommand } = await import('./questionnaire-publish.ts');
    process.exitCode = await questionnairePublishCommand(file, options);
  });

questionnaire
  .command('list')
  .description('List the questionnaires that are published, and the rounds that use them.')
  .addOption(deployedTable)
  .addOption(localFolder)
  .action(async (options) => {
    const { questionnaireListCommand } = await import('./questionnaire-publish.ts');
    process.exitCode = await questionnaireListCommand(options);
  });

program
  .command('start')
  .description('Run the whole pipeline on this machine: embedded cloud, inbox folder, console page.')
  .option('--once', 'stop after the first result', false)
  .option('--fresh', 'delete the state of earlier runs first', false)
  .option('--folder <folder>', 'keep the state in this folder', '.scorebook')
  .option(
    '--port <number>',
    'port of the console (default: 4600); the site uses this port + 40, the contacts’ page + 50',
    // The last one has another 50 above it, for the contacts' page.
    numberValue(0, 65_485),
  )
  .option(
    '--google-emulator [folder]',
    'serve the .xlsx files of this folder as Google Sheets, by an emulator of Google (default: one in the folder of the state)',
  )
  .option(
    '--google',
    'read and write real Google Sheets with your own credentials: SCOREBOOK_GOOGLE_TOKEN, or the application-default ones',
  )
  .action(async (options) => {
    // Loaded only here: the other commands need no cloud and must not wait for one.
    const { startCommand } = await import('./start.ts');
    process.exitCode = await startCommand(options);
  });

program
  .command('registry')
  .description(
    'Register authorities, contacts and rounds, from a registry workbook. Exit status 2: rows were left out.',
  )
  .argument('<registry.xlsx>', 'the workbook from `template --registry`, filled in; or one of its tables as .csv')
  .addOption(deployedTable)
  .addOption(resultsOfQuestionnaires)
  .addOption(byOption)
  .addOption(localFolder)
  .option('--dry-run', 'show what would change, and change nothing')
  .action(async (file, options) => {
    const { registryCommand } = await import('./registry.ts');
    process.exitCode = await registryCommand(file, options);
  });

program
  .command('round')
  .description('Open a round, or change its dates. Uses the AWS credentials of your shell for a deployed table.')
  .argument('<id>', 'e.g. 2022')
  .addOption(deployedTable)
  .addOption(resultsOfQuestionnaires)
  .addOption(byOption)
  .addOption(localFolder)
  .option('--questionnaire <id@version>', 'the questionnaire of the round')
  .option('--opens <day>', 'files received before this day are not accepted', dayValue)
  .option('--deadline <day>', 'the last day on which files count', dayValue)
  .option('--zone <name>', 'IANA time zone in which its days begin and end, e.g. Europe/Helsinki (default: UTC)')
  .option('--final-results <when>', 'when its results become final: "at close" (default), "by office" or a day')
  .option('--invitations <day>', 'the day from which its authorities are invited by mail', dayValue)
  .option('--previous <id>', 'the earlier round to compare figures with')
  .addOption(
    new Option('--mails <how>', 'how results are sent: attached to the mail, or as a link').choices([
      'attachment',
      'link',
    ]),
  )
  .addOption(
    new Option('--publishes-results <yes|no>', 'whether scores and ranks are on the public site').choices([
      'yes',
      'no',
    ]),
  )
  .addOption(new Option('--method <id>', 'score it with this method instead of the questionnaire’s').choices(methodIds))
  .option('--shards <number>', 'partitions of its standings; cannot be changed later', textValue)
  .action(async (id, options) => {
    const { roundCommand } = await import('./round.ts');
    process.exitCode = await roundCommand(id, options);
  });

/** Where the contacts' page of a deployed cloud is. */
const portalAddress = new Option('--portal <address>', 'where the page is, e.g. https://portal.benchmark.example')
  .env('SCOREBOOK_PORTAL')
  .argParser(webAddressValue);
const deliveriesQueue = new Option('--deliveries <url>', 'with --table: the queue DeliveriesQueue of the stack').env(
  'SCOREBOOK_DELIVERIES',
);

/** Mails that go to all authorities of a round. */
const roundMails = [
  {
    name: 'invite',
    description:
      'Invite the authorities of a round: each contact gets a mail with their questionnaire, filled in with the answers of the round before. Run again, it goes on where it was, and nobody is invited twice.',
  },
  {
    name: 'remind',
    description:
      'Remind the authorities that have not sent their questionnaire, or not answered all of it, today instead of waiting for the schedule. Nobody is reminded twice on one day.',
  },
] as const;

for (const { name, description } of roundMails) {
  program
    .command(name)
    .description(description)
    .requiredOption('--round <id>', 'e.g. 2027')
    .option('--authority <id or name...>', 'only these authorities')
    .option('--preview', 'say who gets a mail and who does not, and send nothing')
    .option('--out <folder>', 'with --preview: write one mail in each language there, as it would be sent', folderValue)
    .option('--yes', 'do not ask for confirmation')
    .addOption(byOption)
    .addOption(deployedTable)
    .addOption(deliveriesQueue)
    .option('--results <bucket>', 'with --table and --out: the deployed bucket of results', textValue)
    .addOption(portalAddress)
    .option('--office <address>', 'with --table and --out: the address of the benchmark office', mailAddressValue)
    .option('--mail-in <address>', 'with --table and --out: where questionnaires are sent', mailAddressValue)
    .addOption(
      new Option(
        '--google-folder <link or id>',
        'make a Google Sheet for each authority in this folder of a shared drive of your office, and let its contacts edit it (docs/google-sheets.md); off: make none. Default: as your stage file has it',
      )
        .argParser(textValue)
        .hideHelp(name !== 'invite'),
    )
    .addOption(
      new Option(
        '--google-account <address...>',
        'with --table: the accounts that read and write these sheets; off: they are members of the shared drive. Default: as your stage file names them',
      ).hideHelp(name !== 'invite'),
    )
    .addOption(localFolder)
    .action(async (options) => {
      const { roundMailCommands } = await import('./round-mails.ts');
      process.exitCode = await roundMailCommands[name](options);
    });
}

program
  .command('erase')
  .description(
    'Erase a contact or an authority permanently, with its files. If it fails, start it again: it continues.',
  )
  .option('--contact <address>', 'a person: removed everywhere; the answers of the authority stay', mailAddressValue)
  .option('--authority <id or name>', 'an authority, with everything it sent', textValue)
  .option('--actor <name>', 'the name of somebody of the office: what they did stays, without the name', textValue)
  .addOption(deployedTable)
  .addOption(byOption)
  .addOption(localFolder)
  .option('--inbox <bucket>', 'with --table: the bucket of originals')
  .option('--results <bucket>', 'with --table: the bucket of results')
  .option('--mails <bucket>', 'with --table: the bucket of received mails')
  .option('--dry-run', 'count what is stored, and erase nothing')
  .option('--yes', 'do not ask for confirmation')
  .action(async (options) => {
    const { eraseCommand } = await import('./erase.ts');
    process.exitCode = await eraseCommand(options);
  });

const deployedMachine = new Option('--machine <arn>', 'the deployed state machine, RescoringMachine of the stack').env(
  'SCOREBOOK_MACHINE',
);

program
  .command('rescore')
  .description('Score a round again, rank and publish it, and wait until this is done. Exit status 1: it failed.')
  .requiredOption('--round <id>', 'e.g. 2022')
  .addOption(deployedTable)
  .addOption(deployedMachine)
  .addOption(byOption)
  .addOption(localFolder)
  .action(async (options) => {
    const { rescoreCommand } = await import('./rescore.ts');
    process.exitCode = await rescoreCommand(options);
  });
program
  .command('finalise')
  .description(
    'Declare the results of a closed round final: publish them as final and mail each authority its final results.',
  )
  .requiredOption('--round <id>', 'e.g. 2022')
  .addOption(deployedTable)
  .addOption(deployedMachine)
  .addOption(byOption)
  .addOption(localFolder)
  .action(async (options) => {
    const { finaliseCommand } = await import('./finalise.ts');
    process.exitCode = await finaliseCommand(options);
  });
program
  .command('rounds')
  .description('List the rounds, and how many authorities are ranked in each.')
  .addOption(deployedTable)
  .addOption(deployedMachine)
  .addOption(localFolder)
  .action(async (options) => {
    const { roundsCommand } = await import('./status.ts');
    process.exitCode = await roundsCommand(options);
  });
program
  .command('status')
  .description(
    'Show what is published of a round, the state of its last re-scoring, and how far each authority is. Exit status 2: the re-scoring failed.',
  )
  .option('--round <id>', 'only this round, with the response list (default: all rounds)')
  .option('--out <status.xlsx>', 'with --round: write the response list to this file (.xlsx or .csv)', listValue)
  .option('--results <bucket>', 'the deployed bucket of results, for rounds of your own questionnaire', textValue)
  .addOption(deployedTable)
  .addOption(deployedMachine)
  .addOption(localFolder)
  .action(async (options) => {
    const { statusCommand } = await import('./status.ts');
    process.exitCode = await statusCommand(options);
  });
program
  .command('review')
  .description(
    'Write the review workbook of a round (claimed answers, evidence, what to check), or send a filled-in one.',
  )
  .option('--round <id>', 'e.g. 2022')
  .option(
    '--out <review.xlsx>',
    'write the workbook to this file; very many authorities are split into numbered files',
    fileValue('.xlsx'),
  )
  .option('--authority <id or name...>', 'only these authorities')
  .option('--open', 'only authorities that have something to check')
  .addOption(deployedTable)
  .option('--results <bucket>', 'the deployed bucket of results, which stores long evidence')
  .option('--send <review.xlsx>', 'put a filled-in review workbook into the inbox instead')
  .option('--inbox <bucket>', 'with --send: the deployed bucket of originals')
  .addOption(localFolder)
  .action(async (options) => {
    const { reviewCommand } = await import('./review.ts');
    process.exitCode = await reviewCommand(options);
  });
program
  .command('files')
  .description('List the files that an authority sent in a round, or choose which of them count.')
  .requiredOption('--round <id>', 'e.g. 2022')
  .requiredOption('--authority <id or name>', 'the registered authority', textValue)
  .option(
    '--restore <file>',
    'make what counted when this file arrived count again (the beginning of its id is enough)',
  )
  .option('--replace-all <file>', 'make only this file count: answers from other files no longer count')
  .option('--accept <file>', 'make this file count although it came late, as of when it arrived', textValue)
  .option('--reason <text>', 'with --accept: why; it is kept with the decision', textValue)
  .option('--by <name>', 'who decides; it is kept with the decision', textValue)
  .addOption(deployedTable)
  .option('--inbox <bucket>', 'the deployed bucket of originals')
  .addOption(localFolder)
  .action(async (options) => {
    const { filesCommand } = await import('./files.ts');
    process.exitCode = await filesCommand(options);
  });
program
  .command('except')
  .description(
    'Decide something for some authorities in a round: a deadline of their own, or that they do not take part. Who decides and why is kept.',
  )
  .requiredOption('--round <id>', 'e.g. 2027')
  .option('--authority <id or name...>', 'the registered authorities')
  .option('--deadline <day>', 'the last day on which their files count; their contacts are told by mail', dayValue)
  .option('--decline', 'they have said that they do not take part: no more invitations and reminders')
  .option('--withdraw', 'the office takes them out of the round: no more invitations and reminders')
  .option('--take-part', 'they take part again, or as well')
  .option('--only', 'only these take part, and those named before in the same way')
  .option('--everybody', 'all registered authorities take part')
  .option('--undo', 'take back their own deadline, and that they do not take part')
  .requiredOption('--reason <text>', 'why', textValue)
  .requiredOption('--by <name>', 'who decides', textValue)
  .addOption(deployedTable)
  .addOption(deliveriesQueue)
  .addOption(localFolder)
  .action(async (options) => {
    const { exceptCommand } = await import('./except.ts');
    process.exitCode = await exceptCommand(options);
  });
program
  .command('acts')
  .description('List what the office did and decided: when, who, what and why.')
  .option('--round <id>', 'in this round (default: what is about no round, such as changes of the registry)', textValue)
  .option('--out <acts.csv>', 'write them to this file', fileValue('.csv'))
  .addOption(deployedTable)
  .addOption(localFolder)
  .action(async (options) => {
    const { actsCommand } = await import('./acts.ts');
    process.exitCode = await actsCommand(options);
  });
program
  .command('export')
  .description('Write a round as tidy tables for researchers: CSV with a data dictionary, and the input of COINr.')
  .requiredOption('--round <id>', 'the round, with the answers that its current standings count')
  .requiredOption('--out <folder>', 'write the files there', folderValue)
  .addOption(deployedTable)
  .option('--results <bucket>', 'the deployed bucket of results')
  .addOption(localFolder)
  .option('--evidence', 'include evidence, whether or not the round publishes it')
  .option('--no-evidence', 'leave evidence out, whether or not the round publishes it')
  .option('--acts', 'include what the office did and decided, with persons by id')
  .option('--notes', 'include who certifies answers, and the notes that came to the office: for the office alone')
  .action(async (options) => {
    const { exportCommand } = await import('./export.ts');
    process.exitCode = await exportCommand(options);
  });

program
  .command('link')
  .description('Print the link to a contact’s page. Anyone who has it can send files for the authority.')
  .requiredOption('--contact <address>', 'a registered contact', mailAddressValue)
  .requiredOption('--authority <id or name>', 'the authority of the contact', textValue)
  .option('--round <id>', 'the round (default: the only open one)')
  .option('--days <number>', 'for how many days the link works (default: 90)', numberValue(1, 366))
  .addOption(portalAddress)
  .addOption(deployedTable)
  .addOption(localFolder)
  .action(async (options) => {
    const { linkCommand } = await import('./link.ts');
    process.exitCode = await linkCommand(options);
  });

program
  .command('link-keys')
  .description('Show or change the keys that sign contacts’ links.')
  .option('--rotate', 'make a new key; links signed with older keys stay valid until they expire')
  .option('--revoke', 'make links signed with older keys stop working now')
  .addOption(deployedTable)
  .addOption(localFolder)
  .action(async (options) => {
    const { linkKeysCommand } = await import('./link.ts');
    process.exitCode = await linkKeysCommand(options);
  });

/** Options that were given and mean nothing here are told, not passed over. */
function refuseTogether(options: Readonly<Record<string, unknown>>, why: string): void {
  const given = Object.keys(options).filter((name) => options[name] !== undefined);
  if (given.length > 0) throw new UsageError(`${given.map((name) => `--${name}`).join(', ')} ${why}`);
}

/** Runs what was typed; its exit status is that of the process. */
export async function runTyped(parameters: readonly string[]): Promise<void> {
  try {
    await program.parseAsync(parameters, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : status.usage;
    else process.exitCode = tellFailure(error) === 'ours' ? status.fault : status.usage;
  }
}
