import { Readable } from 'node:stream';
import { drive_v3 } from '@googleapis/drive/build/v3.js';
import { GoogleAuth } from 'google-auth-library';
import * as v from 'valibot';
import type { FolderState, MadeSheet, Sharing, SheetsFolder } from '../../ports/sheets-folder.ts';
import { deskCredentials, endedLogin } from './desk-credentials.ts';
import { type GoogleFederation, googleCredentials } from './google-credentials.ts';
import { askedPatiently, type Patience, usualPatience } from './google-patience.ts';
import { CredentialsRefused, GoogleBusy, orRefusal, refusalIn } from './google-refusal.ts';

export interface SheetsFolderSettings {
  /** Id of the folder. */
  readonly folder: string;
  /** The local cloud's emulator takes the role of a function; null: Google itself, by the credentials of whoever runs this. */
  readonly emulator: GoogleFederation | null;
  readonly patience?: Patience;
}

/**
 * `drive.file` would be less, and does not reach a folder that somebody else has made. What the account reaches is what it
 * was made a member of.
 */
const scope = 'https://www.googleapis.com/auth/drive';
const folderType = 'application/vnd.google-apps.folder';
const sheetType = 'application/vnd.google-apps.spreadsheet';
const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Seen by every app, so that a run with another's credentials finds what this one has made. */
const property = 'scorebookSheet';
/** Bytes of an answer: each is a few fields. */
const maxBytes = 1024 * 1024;
const fields = 'id,modifiedTime';

/** A folder of a shared drive at Google. Drive makes a sheet of a workbook that is uploaded. */
export async function googleSheetsFolder({
  folder,
  emulator,
  patience = usualPatience,
}: SheetsFolderSettings): Promise<SheetsFolder> {
  // Where files are uploaded to, a client does not take from what is common to its requests.
  const where = emulator?.root ? { rootUrl: emulator.root } : {};
  const credentials =
    emulator === null ? await deskCredentials(process.env, [scope]) : googleCredentials(emulator, [scope], maxBytes);
  const { files, permissions } = new drive_v3.Drive({
    auth: new GoogleAuth({ authClient: credentials }),
    timeout: patience.answer,
    retry: false,
    params: { prettyPrint: false, supportsAllDrives: true },
    ...where,
  });
  const asked = askedPatiently(credentials, patience);
  const patiently = <T>(ask: () => Promise<T>) =>
    asked(ask).catch((error: unknown) => {
      throw emulator === null && error instanceof CredentialsRefused ? endedLogin(process.env, [scope]) : error;
    });
  let drive: string | null = null;

  const look = async (): Promise<FolderState> => {
    const found = await orRefusal(
      files.get({ fileId: folder, fields: 'name,mimeType,driveId,trashed,capabilities(canAddChildren)' }),
    );
    if (typeof found === 'string') return { outcome: 'not shared' };
    if (found.mimeType !== folderType || found.trashed === true) return { outcome: 'no folder' };
    if (typeof found.driveId !== 'string' || found.driveId === '') return { outcome: 'my drive' };
    if (found.capabilities?.canAddChildren !== true) return { outcome: 'closed' };
    drive = found.driveId;
    return { outcome: 'open', name: found.name ?? '' };
  };

  return {
    look: () => patiently(look),

    find: (key) =>
      patiently(async () => {
        if (drive === null && (await look()).outcome !== 'open') throw new Error('The folder is not open any more');
        const answer = await orRefusal(
          files.list({
            q: `'${folder}' in parents and trashed = false and properties has { key='${property}' and value='${key}' }`,
            ...{ corpora: 'drive', driveId: drive ?? '', includeItemsFromAllDrives: true },
            ...{ orderBy: 'createdTime', pageSize: 1, fields: `files(${fields})` },
          }),
        );
        if (typeof answer === 'string') throw new Error(`Google did not list the folder: ${answer}`);
        const [first] = answer.files ?? [];
        return first === undefined
          ? ({ outcome: 'none' } as const)
          : ({ outcome: 'found', sheet: sheetIn(first) } as const);
      }),

    make: ({ key, title, workbook }) =>
      patiently(async () => {
        const made = await orRefusal(
          files.create(
            {
              requestBody: { name: title, mimeType: sheetType, parents: [folder], properties: { [property]: key } },
              media: { mimeType: workbookType, body: Readable.from([workbook]) },
              fields,
            },
            where,
          ),
        );
        if (typeof made === 'string') throw new Error(`Google made no sheet: ${made}`);
        return { outcome: 'made', sheet: sheetIn(made) } as const;
      }),

    share: (fileId, emailAddress) =>
      patiently(async () => {
        const requestBody = { type: 'user', role: 'writer', emailAddress };
        const asked = permissions.create({ fileId, sendNotificationEmail: false, requestBody, fields: 'id' });
        return { outcome: await sharingOf(asked) };
      }),

    discard: (fileId) =>
      patiently(async () => {
        const done = await orRefusal(files.update({ fileId, requestBody: { trashed: true }, fields: 'id' }));
        return { outcome: typeof done === 'string' ? 'left' : 'discarded' } as const;
      }),
  };
}

function sheetIn({ id, modifiedTime }: drive_v3.Schema$File): MadeSheet {
  if (typeof id !== 'string' || typeof modifiedTime !== 'string') throw new GoogleBusy('Google named no sheet');
  return { id, changedAt: modifiedTime };
}

const badRequest = v.object({
  response: v.object({
    status: v.literal(400),
    data: v.object({
      error: v.object({
        message: v.optional(v.string(), ''),
        errors: v.array(v.object({ reason: v.optional(v.string()) })),
      }),
    }),
  }),
});

async function sharingOf(request: Promise<{ readonly data: object }>): Promise<Sharing> {
  try {
    await orRefusal(Promise.resolve(await request));
    return 'shared';
  } catch (error) {
    return refusedAs(error);
  }
}

/**
 * Google has one reason for both: it does not let this account have it, and there is no account. Only its message tells
 * which; what it is not sure of is not allowed. Throws what is no such answer.
 */
function refusedAs(error: unknown): Sharing {
  if (error instanceof GoogleBusy) throw error;
  const read = v.safeParse(badRequest, error);
  const { message, errors } = read.success ? read.output.response.data.error : { message: '', errors: [] };
  const isOfAccount = errors.some(({ reason }) => reason === 'invalidSharingRequest');
  if (!isOfAccount) refusalIn(error);
  return isOfAccount && /no google account/i.test(message) ? 'no account' : 'not allowed';
}
