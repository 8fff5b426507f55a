import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import * as v from 'valibot';
import { resultsFileOf, resultsKey } from '../../shared/config/object-keys.ts';
import { readFileLink } from '../../shared/domain/mail/signed-link.ts';
import { begin } from '../../shared/ports/asked-once.ts';
import type { PortalError } from '../../shared/rendering/portal/api-types.ts';
import { messagesIn } from '../../shared/rendering/words/messages.ts';
import type { Filling } from '../../shared/use-cases/prefilled-workbook.ts';
import { addColleague, removeColleague } from './colleagues.ts';
import { noteSeen } from './note-seen.ts';
import type { PortalDependencies } from './portal-dependencies.ts';
import { portalState } from './portal-state.ts';
import { questionnaireWorkbook } from './questionnaire-workbook.ts';
import {
  type Ahead,
  aheadOfAct,
  aheadOfColleague,
  aheadOfFile,
  aheadOfProgress,
  aheadOfResult,
  aheadOfSending,
  aheadOfState,
  aheadOfUpload,
  aheadOfWorkbook,
  nothingAhead,
  readOnce,
} from './read-ahead.ts';
import { noteSending, offerForm, takeAct, takeSheetLink } from './receive-upload.ts';
import { type Memory, newMemory } from './remembered.ts';
import { resultsName, submissionResult } from './submission-result.ts';
import { uploadProgress } from './upload-progress.ts';
import { linkReader, type Visitor, visitorOf } from './visitor.ts';

/** `deps`: the same for this request, which reads everything once. */
type PortalEnvironment = { Variables: { visitor: Visitor; deps: PortalDependencies } };

const statuses: Readonly<Record<PortalError, 401 | 403 | 404 | 409 | 413 | 422 | 429 | 500>> = {
  refused: 401,
  unknown: 404,
  'not-a-sender': 403,
  'too-many': 429,
  'too-large': 413,
  'workbook-large': 413,
  'no-link': 422,
  'sheet-published': 422,
  'sheet-short': 422,
  'sheet-several': 422,
  'sheet-other': 422,
  'no-address': 422,
  'name-long': 422,
  'colleague-known': 409,
  'colleague-most': 409,
  fault: 500,
};
const refuse = (context: Context, error: PortalError): Response => context.json({ error }, statuses[error]);
const answer = <T extends object>(context: Context, of: T | PortalError): Response =>
  typeof of === 'string' ? refuse(context, of) : context.json(of);

/** Bytes of a request: a file's name, or a text with a link. */
const maxBytes = 16 * 1024;
/** To the office; what is too long is cut. */
const note = v.optional(v.pipe(v.string(), v.maxLength(maxBytes)));
const uploadBody = v.object({ fileName: v.pipe(v.string(), v.maxLength(1000)), note });
const sheetBody = v.object({ link: v.pipe(v.string(), v.maxLength(maxBytes)), note });
const actBody = v.object({
  act: v.picklist(['replace-all', 'restore']),
  submission: v.pipe(v.string(), v.maxLength(100)),
});
const typed = v.pipe(v.string(), v.maxLength(1000));
const colleagueBody = v.object({ name: typed, address: typed, language: typed });
const leavingBody = v.object({ address: typed });
const sendingBody = v.object({ stage: v.picklist(['sent', 'interrupted']) });
const downloadSeconds = 300;

/** The API of the contacts' page: everything is asked with a link in the header, and answered for its authority alone. */
export function portalApi(all: PortalDependencies): Hono<PortalEnvironment> {
  const app = new Hono<PortalEnvironment>().basePath('/api');
  app.use(async (context, next) => {
    context.header('cache-control', 'no-store');
    context.header('x-content-type-options', 'nosniff');
    await next();
  });
  app.use(bodyLimit({ maxSize: maxBytes, onError: (context) => refuse(context, 'too-large') }));
  app.get('/open', (context) => openFile(context, all));
  const memory = newMemory();
  const admit = admitting(all, memory);

  app.get('/state', admit(aheadOfState(memory)), async (context) => {
    const { visitor } = context.var;
    const noted = noteSeen(visitor, 'openedAt', context.var.deps);
    const state = await portalState(visitor, context.var.deps, memory.listed);
    await noted;
    return context.json(state);
  });
  app.get('/words', admit(nothingAhead), (context) =>
    context.json(messagesIn(context.var.visitor.contact.language).portal),
  );
  app.post('/uploads', admit(aheadOfSending), async (context) => {
    const body = v.safeParse(uploadBody, await jsonOf(context));
    if (!body.success) return refuse(context, 'unknown');
    return answer(context, await offerForm(body.output, context.var.visitor, context.var.deps));
  });
  app.post('/sheets', admit(aheadOfSending), async (context) => {
    const body = v.safeParse(sheetBody, await jsonOf(context));
    if (!body.success || context.var.deps.sheetsAddress === null) return refuse(context, 'no-link');
    return answer(context, await takeSheetLink(body.output, context.var.visitor, context.var.deps));
  });
  app.post('/acts', admit(aheadOfAct, chosenIn), async (context) => {
    const body = v.safeParse(actBody, await jsonOf(context));
    if (!body.success) return refuse(context, 'unknown');
    return answer(context, await takeAct(body.output, context.var.visitor, context.var.deps));
  });
  app.post('/colleagues', admit(aheadOfColleague, typedIn), async (context) => {
    const body = v.safeParse(colleagueBody, await jsonOf(context));
    if (!body.success) return refuse(context, 'unknown');
    return answer(context, await addColleague(body.output, context.var.visitor, context.var.deps));
  });
  app.post('/colleagues/removed', admit(nothingAhead), async (context) => {
    const body = v.safeParse(leavingBody, await jsonOf(context));
    if (!body.success) return refuse(context, 'unknown');
    return answer(context, await removeColleague(body.output.address, context.var.visitor, context.var.deps));
  });
  app.post('/uploads/:id', admit(aheadOfUpload), async (context) => {
    const body = v.safeParse(sendingBody, await jsonOf(context));
    if (!body.success) return refuse(context, 'unknown');
    return answer(
      context,
      await noteSending(context.req.param('id'), body.output.stage, context.var.visitor, context.var.deps),
    );
  });
  app.get('/uploads/:id', admit(aheadOfProgress), async (context) =>
    answer(
      context,
      (await uploadProgress(context.req.param('id'), context.var.visitor, context.var.deps)) ?? 'unknown',
    ),
  );
  app.get('/workbooks/:fill{last|blank|now}', admit(aheadOfWorkbook(memory)), async (context) => {
    const { visitor } = context.var;
    const noted = noteSeen(visitor, 'downloadedAt', context.var.deps);
    const made = await questionnaireWorkbook(context.req.param('fill') as Filling, visitor, context.var.deps);
    await noted;
    return answer(context, made);
  });
  app.get('/submissions/:id', admit(aheadOfResult), async (context) => {
    const submission = await ownSubmission(context, context.var.deps);
    const { language } = context.var.visitor.contact;
    const result = submission === null ? null : await submissionResult(submission, language, context.var.deps);
    return answer(context, result ?? 'unknown');
  });
  app.get('/submissions/:id/:file{workbook|page}', admit(aheadOfFile), async (context) => {
    const submission = await ownSubmission(context, context.var.deps);
    if (submission === null || submission.score === null) return refuse(context, 'unknown');
    const { round, authority } = submission;
    const isPage = context.req.param('file') === 'page';
    const downloadAs = isPage ? null : `scorebook-results-${authority}-${round}.xlsx`;
    const key = resultsKey(submission, await resultsName(submission, context.var.deps), isPage ? 'html' : 'xlsx');
    const address = await context.var.deps.archive.link(key, { seconds: downloadSeconds, downloadAs });
    return context.json({ address });
  });

  // Whoever asks for what nobody asks is told so only with a link that holds.
  app.use(admit(nothingAhead));
  app.notFound((context) => refuse(context, 'unknown'));
  app.onError((error, context) => {
    all.failed(error);
    return refuse(context, 'fault');
  });
  return app;
}

/**
 * The link of a mail to a kept file: signed for S3 now, for the moment. What does not hold leads to the page, which says so.
 * Everybody who has the mail may open it, so nobody is asked who they are.
 */
async function openFile(context: Context, { keys, archive, now }: PortalDependencies): Promise<Response> {
  const link = readFileLink(context.req.query('t') ?? '', await keys.all(), now());
  const file = link === null ? null : resultsFileOf(link.key);
  if (link === null || file === null) return context.redirect('/', 302);
  const { downloadAs } = link;
  return context.redirect(await archive.link(file, { seconds: downloadSeconds, downloadAs }), 302);
}

/** Every link that does not hold is answered the same, whatever is wrong with it. */
function admitting(all: PortalDependencies, memory: Memory) {
  const linkOf = linkReader(all);
  return (ahead: Ahead, askedIn: (context: Context) => string | Promise<string> = inPath) =>
    createMiddleware<PortalEnvironment>(async (context, next) => {
      const [, token = ''] = /^Bearer (\S+)$/.exec(context.req.header('authorization') ?? '') ?? [];
      const deps = readOnce(all, memory);
      const asked = await askedIn(context);
      const link = await linkOf(token, (likely) => begin(ahead(likely, deps, asked)));
      const visitor = link === null ? null : await visitorOf(link, deps);
      if (visitor === null) return refuse(context, 'refused');
      context.set('visitor', visitor);
      context.set('deps', deps);
      return next();
    });
}

const inPath = ({ req }: Context): string => req.param('id') ?? req.param('fill') ?? '';

/** The submission that an act is about. */
async function chosenIn(context: Context): Promise<string> {
  const body = v.safeParse(actBody, await jsonOf(context));
  return body.success ? body.output.submission : '';
}

/** The colleague whom a request names, as JSON. */
async function typedIn(context: Context): Promise<string> {
  const body = v.safeParse(colleagueBody, await jsonOf(context));
  return body.success ? JSON.stringify(body.output) : '';
}

async function ownSubmission(context: Context<PortalEnvironment>, { store }: PortalDependencies) {
  const submission = await store.submission(context.req.param('id') ?? '');
  return submission?.authority === context.var.visitor.authority.id ? submission : null;
}

const jsonOf = (context: Context): Promise<unknown> => context.req.json().catch(() => null);
