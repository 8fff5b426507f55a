import { readFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { reviewableOf } from '../../../functions/import-review/reviewable-of.ts';
import { limits, megabytes } from '../../../shared/workbook/limits.ts';
import { writeReviewWorkbook } from '../../../shared/workbook/review/review-workbook.ts';
import { finaliseLocally } from '../finalise-locally.ts';
import type { LocalCloud } from '../local-cloud.ts';
import { resultFile } from '../local-cloud.ts';
import { mailOfSubmission } from '../mail-folder.ts';
import type { Office } from '../office.ts';
import type { StateFolder } from '../state-folder.ts';
import { deadLettersOf, redrive } from './dead-letters.ts';
import { page } from './layout.ts';
import { mailPage, mailsView } from './mail-pages.ts';
import { overviewView } from './overview.ts';
import { roundLineOf } from './round-line.ts';
import { securityHeaders } from './security-headers.ts';
import { submissionPage } from './submission-page.ts';
import { submissionRows } from './submission-rows.ts';

export interface ConsoleSources {
  readonly cloud: LocalCloud;
  readonly office: Office;
  readonly folder: StateFolder;
}

/** A file of the largest size that is read, and the form around it. */
const largestUpload = limits.file + 1024 * 1024;
const limitUpload = bodyLimit({
  maxSize: largestUpload,
  onError: (context) => context.text(`The file is too large: up to ${megabytes(limits.file)} are read.`, 413),
});
const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The console's pages. It shows personal data, so it answers this machine only. */
export function consoleApp({ cloud, office, folder }: ConsoleSources): Hono<{ Variables: { nonce: string } }> {
  const app = new Hono<{ Variables: { nonce: string } }>();
  app.use(securityHeaders);

  const overview = async () =>
    overviewView({
      rows: await submissionRows(cloud, office),
      mails: await cloud.mails.list(),
      deadLetters: deadLettersOf(cloud),
      inbox: relative(process.cwd(), folder.inbox),
      review: relative(process.cwd(), folder.review),
      rounds: await Promise.all((await office.registry.rounds()).map((round) => roundLineOf(round, cloud))),
    });
  app.get('/', async (context) =>
    context.html(page({ title: 'Scorebook', nonce: context.var.nonce, live: true, body: await overview() })),
  );
  // The same without the frame around it: what the page asks for to stay fresh.
  app.get('/overview', async (context) => context.html(await overview()));

  app.get('/submissions/:id', async (context) => {
    const submission = await office.store.submission(context.req.param('id'));
    if (submission === null) return notFound(context);
    const mail = mailOfSubmission(submission.id, await cloud.mails.list());
    return context.html(
      page({
        title: submission.authorityName ?? submission.receipt.fileName,
        nonce: context.var.nonce,
        body: submissionPage(submission, mail),
      }),
    );
  });
  app.get('/submissions/:id/results', async (context) => {
    const submission = await office.store.submission(context.req.param('id'));
    if (submission === null || submission.score === null) return notFound(context);
    const { round, authority, id } = submission;
    return download(
      context,
      resultFile(folder, `results/${round}/${authority}/${id}.xlsx`),
      `results-${authority}-${round}.xlsx`,
    );
  });

  app.get('/review/:round', async (context) => {
    const round = await office.registry.round(context.req.param('round'));
    if (round === null) return notFound(context);
    const ids = (await office.registry.authorities()).map(({ id }) => id);
    const found = await Promise.all(ids.map((id) => reviewableOf(round, id, office)));
    const bytes = await writeReviewWorkbook(
      round.id,
      found.filter((one) => one !== null),
    );
    return workbook(context, bytes, `review-${round.id}.xlsx`);
  });

  app.get('/mails', async (context) =>
    context.html(page({ title: 'Mails', nonce: context.var.nonce, body: mailsView(await cloud.mails.list()) })),
  );
  const mailNamed = async (name: string) => (await cloud.mails.list()).find((mail) => basename(mail.folder) === name);
  app.get('/mails/:name', async (context) => {
    const mail = await mailNamed(context.req.param('name'));
    if (mail === undefined) return notFound(context);
    const text = await readFile(join(mail.folder, 'mail.txt'), 'utf8');
    return context.html(page({ title: mail.subject, nonce: context.var.nonce, body: mailPage(mail, text) }));
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
  app.post('/rounds/:round/finalise', async (context) => {
    const declared = await finaliseLocally(cloud, office, context.req.param('round'));
    if (declared.outcome === 'unknown round') return notFound(context);
    return declared.outcome === 'open'
      ? context.text('The round is open: close it first.', 409)
      : context.redirect('/', 303);
  });
  app.post('/dead-letters/:queue/redrive', async (context) => {
    await redrive(cloud, context.req.param('queue'));
    return context.redirect('/', 303);
  });
  app.notFound(notFound);
  return app;
}

const notFound = (context: Context): Response => context.text('There is nothing here.', 404) as Response;

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
