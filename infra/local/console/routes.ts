import { readFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { knownWithPublished } from '../../../functions/import-registry/plan-import.ts';
import { reviewableOf } from '../../../functions/import-review/reviewable-of.ts';
import { entries } from '../../../shared/adapters/bucket-ports.ts';
import { participationPorts } from '../../../shared/adapters/compose.ts';
import { keys as keysOf, publishedNames } from '../../../shared/adapters/table-ports.ts';
import { registryPrefix, resultsKey, reviewPrefix } from '../../../shared/config/object-keys.ts';
import type { RoundId } from '../../../shared/domain/ids.ts';
import { isDefinition } from '../../../shared/domain/questionnaire/any-questionnaire.ts';
import { codesUnder } from '../../../shared/domain/review/review.ts';
import { scoreFormCodes } from '../../../shared/domain/scoring/form-score.ts';
import { limits, megabytes } from '../../../shared/domain/submissions/limits.ts';
import type { Submission } from '../../../shared/domain/submissions/submission.ts';
import { catalogue } from '../../../shared/questionnaires/catalogue.ts';
import type { Html } from '../../../shared/rendering/html/html.ts';
import { writeDataWorkbook } from '../../../shared/rendering/workbooks/data-workbook.ts';
import { writeRegistryWorkbook } from '../../../shared/rendering/workbooks/registry/registry-workbook.ts';
import { writeReviewWorkbook } from '../../../shared/rendering/workbooks/review/review-workbook.ts';
import { knownQuestionnaires } from '../../../shared/use-cases/known-questionnaires.ts';
import { namedParticipants } from '../../../shared/use-cases/named-participants.ts';
import { portalLink } from '../../../shared/use-cases/portal-link.ts';
import { responseList } from '../../../shared/use-cases/response-list.ts';
import { countTable, responseTable } from '../../../shared/use-cases/response-table.ts';
import { putIntoInbox } from '../inbox-folder.ts';
import type { LocalCloud } from '../local-cloud.ts';
import { resultFile } from '../local-cloud.ts';
import { mailOfSubmission } from '../mail-folder.ts';
import type { Office } from '../office.ts';
import { finaliseLocally, rescoreLocally } from '../rounds-locally.ts';
import type { StateFolder } from '../state-folder.ts';
import { authoritiesView, authorityView } from './authority-pages.ts';
import { deadLettersOf, redrive } from './dead-letters.ts';
import { page } from './layout.ts';
import { rowsPerPage } from './lists.ts';
import { mailPage, mailsView } from './mail-pages.ts';
import { overviewView } from './overview.ts';
import { owedInWords, owedMails } from './owed-mails.ts';
import { responsesView } from './response-pages.ts';
import { roundLineOf, roundsView } from './round-pages.ts';
import { questionnaireIn } from './score-text.ts';
import { securityHeaders } from './security-headers.ts';
import { type OpenedSubmission, submissionPage } from './submission-page.ts';
import { submissionRows } from './submission-rows.ts';

export interface ConsoleSources {
  readonly cloud: LocalCloud;
  readonly office: Office;
  readonly folder: StateFolder;
  /** Where the public site is, as soon as it is known. */
  readonly site?: (() => string | null) | undefined;
}

type Console = { Variables: { nonce: string } };

/** A file of the largest size that is read, and the form around it. */
const maxUpload = limits.file + 1024 * 1024;
const limitUpload = bodyLimit({
  maxSize: maxUpload,
  onError: (context) => context.text(`The file is too large. The limit is ${megabytes(limits.file)}.`, 413),
});
const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Rounds for which an authority's page offers the pages of its contacts. */
const maxRounds = 5;

/** The console's pages. It shows personal data, so it answers this machine only. */
export function consoleApp(deps: ConsoleSources): Hono<Console> {
  const app = new Hono<Console>();
  app.use(securityHeaders);
  app.route('/', submissionRoutes(deps));
  app.route('/', officeRoutes(deps));
  app.route('/', mailRoutes(deps));
  app.notFound(notFound);
  return app;
}

const show = (
  context: Context<Console>,
  { title, section, body, live = false }: { title: string; section: string; body: Html; live?: boolean },
): Response | Promise<Response> => context.html(page({ title, section, nonce: context.var.nonce, body, live }));

const knownTo = (office: Office) => knownQuestionnaires({ ...office, catalogue });

/** What the answers of a submission come to by a questionnaire that an office has defined; null of any other. */
async function formOf({ id, questionnaire, authority }: Submission, office: Office): Promise<OpenedSubmission['form']> {
  const definition = questionnaireIn(await knownTo(office), questionnaire);
  if (definition === undefined || !isDefinition(definition)) return null;
  const answers = await office.store.answers(id);
  const facts = authority === null ? null : await office.registry.authority(authority);
  return { definition, scored: scoreFormCodes(definition, codesUnder(definition, answers, null), facts ?? {}) };
}

/** What came in, and the forms by which more does. */
function submissionRoutes({ cloud, office, folder }: ConsoleSources): Hono<Console> {
  const app = new Hono<Console>();
  const overview = async (context: Context) =>
    overviewView({
      rows: await submissionRows(cloud),
      mails: (await cloud.mails.list()).length,
      owed: (await owedMails({ ...cloud, office })).length,
      deadLetters: deadLettersOf(cloud),
      inbox: relative(process.cwd(), folder.inbox),
      known: await knownTo(office),
      query: {
        q: context.req.query('q') ?? '',
        show: context.req.query('show') ?? '',
        page: context.req.query('page') ?? '',
      },
    });
  app.get('/', async (context) =>
    show(context, { title: 'Submissions', section: '/', live: true, body: await overview(context) }),
  );
  // The same without the frame around it: what the page asks for to stay fresh.
  app.get('/overview', async (context) => context.html(await overview(context)));

  app.get('/submissions/:id', async (context) => {
    const submission = await office.store.submission(context.req.param('id'));
    if (submission === null) return notFound(context);
    const mail = mailOfSubmission(submission.id, await cloud.mails.list());
    const title = submission.authorityName ?? submission.receipt.fileName;
    return show(context, {
      title,
      section: '/',
      body: submissionPage({ submission, mail, form: await formOf(submission, office) }),
    });
  });
  app.get('/submissions/:id/results', async (context) => {
    const submission = await office.store.submission(context.req.param('id'));
    if (submission === null || submission.score === null) return notFound(context);
    const { round, authority, id } = submission;
    return download(
      context,
      resultFile(folder, resultsKey(submission, id, 'xlsx')),
      `results-${authority}-${round}.xlsx`,
    );
  });

  app.post('/upload', limitUpload, async (context) => {
    const { file, sender } = await context.req.parseBody();
    if (!(file instanceof File) || file.size === 0) return context.redirect('/', 303);
    const address = typeof sender === 'string' && sender.trim() !== '' ? sender.trim() : null;
    await cloud.upload({
      fileName: file.name,
      bytes: new Uint8Array(await file.arrayBuffer()),
      sender: address,
    });
    return context.redirect('/', 303);
  });
  app.post('/dead-letters/:queue/redrive', async (context) => {
    await redrive(cloud, context.req.param('queue'));
    return context.redirect('/', 303);
  });
  return app;
}

/** What the office registers, reviews and has scored again. */
function officeRoutes({ cloud, office, folder, site = () => null }: ConsoleSources): Hono<Console> {
  const { registry } = office;
  const app = new Hono<Console>();
  /** What became of what was begun here, by round. */
  const outcomes = new Map<string, string>();
  const keys = keysOf(cloud.reached);

  app.get('/authorities', async (context) => {
    const query = { q: context.req.query('q') ?? '', page: context.req.query('page') ?? '' };
    const authorities = await registry.authorities();
    const body = authoritiesView({ authorities, folder: relative(process.cwd(), folder.registry), query });
    return show(context, { title: 'Authorities', section: '/authorities', body });
  });
  app.get('/authorities/:id', async (context) => {
    const authority = await registry.authority(context.req.param('id'));
    if (authority === null) return notFound(context);
    const rounds = (await registry.rounds()).slice(-maxRounds);
    const linkTo = async (contact: string, round: RoundId) => ({
      round,
      link: await portalLink(
        { authority: authority.id, contact, round },
        { keys, portal: cloud.portal, now: () => new Date() },
      ),
    });
    const pages = await Promise.all(
      authority.contacts.map(
        async ({ address }) => [address, await Promise.all(rounds.map(({ id }) => linkTo(address, id)))] as const,
      ),
    );
    const rows = (await submissionRows(cloud)).filter(({ submission }) => submission.authority === authority.id);
    const body = authorityView({ authority, pages: new Map(pages), rows, known: await knownTo(office) });
    return show(context, { title: authority.name, section: '/authorities', body });
  });
  app.get('/registry/workbook', async (context) => {
    const { languages, questionnaires } = await knownWithPublished(publishedNames(cloud.reached));
    const [authorities, rounds] = [await registry.authorities(), await registry.rounds()];
    const known = { languages, questionnaires: [...questionnaires.keys()] };
    const participants = await namedParticipants(rounds, authorities, participationPorts(cloud.reached).participations);
    const bytes = await writeRegistryWorkbook({ authorities, rounds, participants, ...known });
    return workbook(context, bytes, 'registry.xlsx');
  });

  app.get('/rounds', async (context) => {
    const [rounds, rows] = [await registry.rounds(), await submissionRows(cloud)];
    const reviewFolder = relative(process.cwd(), folder.review);
    const lines = await Promise.all(rounds.map(async (round) => ({ round, ...(await roundLineOf(round, cloud)) })));
    const known = await knownTo(office);
    const body = roundsView({ rounds: lines, rows, outcomes, site: site(), reviewFolder, known });
    return show(context, { title: 'Rounds', section: '/rounds', body });
  });
  const responding = async (id: string) => {
    const round = await registry.round(id);
    if (round === null) return null;
    const sources = { ...office, ...participationPorts(cloud.reached), entries: entries(cloud.reached), catalogue };
    return { round, responses: await responseList(round, sources) };
  };
  app.get('/rounds/:id/responses', async (context) => {
    const found = await responding(context.req.param('id'));
    if (found === null) return notFound(context);
    const [q = '', show_ = '', page_ = ''] = ['q', 'show', 'page'].map((name) => context.req.query(name));
    const body = responsesView({ ...found, query: { q, show: show_, page: page_ } });
    return show(context, { title: `Responses of round ${found.round.id}`, section: '/rounds', body });
  });
  app.get('/rounds/:id/responses.xlsx', async (context) => {
    const found = await responding(context.req.param('id'));
    if (found === null) return notFound(context);
    const { round, responses } = found;
    const sheets = [responseTable(responses, round), countTable(responses)];
    const bytes = await writeDataWorkbook(`Responses of round ${round.id}`, 'en', sheets);
    return workbook(context, bytes, `responses-${round.id}.xlsx`);
  });
  app.post('/rounds/:id/rescore', async (context) => {
    const round = await registry.round(context.req.param('id'));
    if (round === null) return notFound(context);
    outcomes.set(round.id, await rescoreLocally(cloud, round.id));
    return context.redirect('/rounds', 303);
  });
  app.post('/rounds/:round/finalise', async (context) => {
    const id = context.req.param('round');
    const declared = await finaliseLocally(cloud, id);
    if (declared.outcome === 'unknown round') return notFound(context);
    if (declared.outcome === 'open') return context.text('The round is open: close it first.', 409);
    outcomes.set(id, `the results of round ${id} are final`);
    return context.redirect('/rounds', 303);
  });
  app.get('/review/:round', async (context) => {
    const round = await registry.round(context.req.param('round'));
    if (round === null) return notFound(context);
    const ids = (await registry.authorities()).map(({ id }) => id);
    const known = await knownTo(office);
    const found = await Promise.all(ids.map((id) => reviewableOf(round, id, { ...office, known })));
    const bytes = await writeReviewWorkbook(
      round.id,
      found.filter((one) => one !== null),
    );
    return workbook(context, bytes, `review-${round.id}.xlsx`);
  });

  const importing = (path: string, prefix: typeof registryPrefix | typeof reviewPrefix, back: string): void => {
    app.post(path, limitUpload, async (context) => {
      const { file } = await context.req.parseBody();
      if (!(file instanceof File) || file.size === 0) return context.redirect(back, 303);
      const bytes = new Uint8Array(await file.arrayBuffer());
      await putIntoInbox(cloud.clients.s3, cloud.inboxBucket, { fileName: file.name, bytes, sender: null }, prefix);
      // The answer to it comes by mail, as it does to the office.
      return context.redirect('/mails', 303);
    });
  };
  importing('/registry', registryPrefix, '/authorities');
  importing('/review', reviewPrefix, '/rounds');
  return app;
}

function mailRoutes({ cloud, office }: ConsoleSources): Hono<Console> {
  const app = new Hono<Console>();
  app.get('/mails', async (context) => {
    const query = { q: context.req.query('q') ?? '', page: context.req.query('page') ?? '' };
    const from = { ...cloud, office };
    const owed = await owedMails(from);
    const shown = await Promise.all(
      owed.slice(0, rowsPerPage).map(async (one) => ({ ...one, ...(await owedInWords(one.request, from)) })),
    );
    const body = mailsView({ mails: await cloud.mails.list(), owed: { shown, all: owed.length }, query });
    return show(context, { title: 'Mails', section: '/mails', body });
  });
  const mailNamed = async (name: string) => (await cloud.mails.list()).find((mail) => basename(mail.folder) === name);
  app.get('/mails/:name', async (context) => {
    const mail = await mailNamed(context.req.param('name'));
    if (mail === undefined) return notFound(context);
    const text = await readFile(join(mail.folder, 'mail.txt'), 'utf8');
    return show(context, { title: mail.subject, section: '/mails', body: mailPage(mail, text) });
  });
  app.get('/mails/:name/html', async (context) => {
    const mail = await mailNamed(context.req.param('name'));
    if (mail === undefined) return notFound(context);
    // A mail is shown as mail programs do: no scripts, no forms, nothing fetched.
    context.header(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'",
    );
    return context.html(await readFile(join(mail.folder, 'mail.html'), 'utf8'));
  });
  app.get('/mails/:name/attachments/:file', async (context) => {
    const mail = await mailNamed(context.req.param('name'));
    const file = mail?.attachments.find((attachment) => attachment === context.req.param('file'));
    return mail === undefined || file === undefined
      ? notFound(context)
      : download(context, join(mail.folder, file), file);
  });
  return app;
}

const notFound = (context: Context): Response => context.text('There is no such page.', 404) as Response;

/** Only ever of a path made from what the lists know: nothing of a request becomes a path. */
async function download(context: Context, path: string, name: string): Promise<Response> {
  const bytes = await readFile(path).catch(() => null);
  return bytes === null ? notFound(context) : workbook(context, bytes, name);
}

function workbook(context: Context, bytes: Uint8Array, name: string): Response {
  context.header('content-type', workbookType);
  context.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
  return context.body(new Uint8Array(bytes));
}
