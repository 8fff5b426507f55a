import type { IncomingMessage } from 'node:http';
import type { drive_v3 } from '@googleapis/drive/build/v3.js';
import { fileFields, listFields, permissionFields } from './api-fields.ts';
import { masked } from './field-mask.ts';
import { maskOf, noSuchFile, Refused, type Scoped } from './refused.ts';

/**
 * What of Drive makes and shares files, by its published types (`@googleapis/drive`) and these pages of
 * developers.google.com/workspace/drive: `api/guides/manage-uploads` (multipart uploads, and what is imported),
 * `api/guides/search-files` (queries), `api/guides/properties`, `api/guides/shared-drives-diffs` and `api/guides/handle-errors`.
 * The words of a refusal to share are as people report them.
 */
export interface SharedDrives {
  readonly folders: Map<string, HeldFolder>;
  /** Addresses to which Google has no account. */
  readonly withoutAccount: Set<string>;
  /** Addresses with which the office's or their own organisation does not let files be shared. */
  readonly closedTo: Set<string>;
  /** Makes a sheet of a workbook: the id it has from then on. */
  onMade: (title: string, workbook: Uint8Array) => Promise<{ readonly id: string; readonly sheet: HeldFile }>;
  /** Called when somebody was made an editor. */
  onShared: (id: string, address: string) => void;
}

/** What of a sheet Drive knows. */
interface HeldFile {
  modifiedTime: string;
  made?: MadeThere;
}

interface HeldFolder {
  readonly name: string;
  /** null: it lies in somebody's My Drive. */
  readonly driveId: string | null;
  readonly canAddChildren: boolean;
}

/** What is known of a sheet that was made in a folder. */
export interface MadeThere {
  readonly folder: string;
  readonly createdTime: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly permissions: readonly drive_v3.Schema$Permission[];
  readonly trashed: boolean;
}

const folderType = 'application/vnd.google-apps.folder';
export const sheetType = 'application/vnd.google-apps.spreadsheet';

/** A multipart upload: metadata in JSON, then the file (RFC 2387). */
function uploaded(body: Buffer, contentType: string): { metadata: drive_v3.Schema$File; file: Buffer } {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1];
  if (!contentType.startsWith('multipart/related') || boundary === undefined) throw new Error('No multipart upload');
  const parts: Buffer[] = [];
  const mark = Buffer.from(`--${boundary}`);
  for (let from = body.indexOf(mark); from >= 0; ) {
    const begins = from + mark.length;
    const next = body.indexOf(mark, begins);
    if (next < 0) break;
    // Without the line break behind the boundary, and the one before the next.
    parts.push(body.subarray(begins + 2, next - 2));
    from = next;
  }
  const [metadata, file] = parts.map((part) => part.subarray(part.indexOf('\r\n\r\n') + 4));
  if (metadata === undefined || file === undefined) throw new Error('Two parts are expected');
  return { metadata: JSON.parse(metadata.toString()) as drive_v3.Schema$File, file };
}

/** `'F' in parents and trashed = false and properties has { key='K' and value='V' }`: other queries are not known here. */
function searched(query: string): { folder: string; key: string; value: string } {
  const [, folder = '', key = '', value = ''] =
    /^'([\w-]+)' in parents and trashed = false and properties has \{ key='([\w-]+)' and value='([\w-]+)' \}$/.exec(
      query,
    ) ?? [];
  if (folder === '') throw new Error('Invalid Value');
  return { folder, key, value };
}

/** Key and value of a property together, in UTF-8 (`api/guides/properties`). */
const maxPropertyBytes = 124;

const noAccount = (address: string): string =>
  `Bad Request. User message: "You are trying to invite ${address}. Since there is no Google account associated with this email address, you must check the "Notify people" box to invite this recipient."`;
const notOutside = (address: string): string =>
  `Bad Request. User message: "Sorry, you cannot share this item with ${address}: your organization's policy does not allow it."`;

/** Files of shared drives, over what the server holds. */
export function driveFiles(google: { readonly sheets: ReadonlyMap<string, HeldFile>; readonly drives: SharedDrives }) {
  function openFolder(id: string, url: URL) {
    const folder = google.drives.folders.get(id);
    // Shared drives are there only for who says that they are known.
    if (folder === undefined || url.searchParams.get('supportsAllDrives') !== 'true') {
      throw noSuchFile(id);
    }
    return folder;
  }

  function find(url: URL, scoped: Scoped): unknown {
    scoped('drive', 'drive.readonly', 'drive.metadata.readonly');
    const asked = (name: string): string => url.searchParams.get(name) ?? '';
    let query: ReturnType<typeof searched>;
    try {
      query = searched(asked('q'));
    } catch (error) {
      throw new Refused(400, 'invalid', (error as Error).message);
    }
    const { driveId } = openFolder(query.folder, url);
    if (asked('corpora') === 'drive' && (asked('driveId') === '' || asked('includeItemsFromAllDrives') !== 'true')) {
      throw new Refused(
        400,
        'invalid',
        'The driveId parameter must be specified if and only if corpora is set to drive.',
      );
    }
    const files = [...google.sheets]
      .filter(
        ([, { made }]) => made?.folder === query.folder && !made.trashed && made.properties[query.key] === query.value,
      )
      .sort(([, one], [, other]) => ((one.made?.createdTime ?? '') < (other.made?.createdTime ?? '') ? -1 : 1))
      .slice(0, Number(asked('pageSize') || 100))
      .map(([id, { modifiedTime }]): drive_v3.Schema$File => ({ id, modifiedTime, driveId: driveId ?? '' }));
    return masked({ files } satisfies drive_v3.Schema$FileList, maskOf(url, listFields));
  }

  async function make(request: IncomingMessage, bytes: Buffer, url: URL, scoped: Scoped): Promise<unknown> {
    scoped('drive');
    const { metadata, file } = uploaded(bytes, request.headers['content-type'] ?? '');
    const [folder = ''] = metadata.parents ?? [];
    if (!openFolder(folder, url).canAddChildren) {
      throw new Refused(
        403,
        'insufficientFilePermissions',
        'The user does not have sufficient permissions for this file.',
      );
    }
    const properties = metadata.properties ?? {};
    for (const [key, value] of Object.entries(properties)) {
      const isLong = Buffer.byteLength(`${key}${value}`) > maxPropertyBytes;
      if (isLong) throw new Refused(403, 'propertySizeLimitExceeded', 'The property is too long');
    }
    if (metadata.mimeType !== sheetType) throw new Refused(400, 'invalid', 'Only sheets are made here');
    const { id, sheet } = await google.drives.onMade(metadata.name ?? 'Untitled', file);
    const createdTime = new Date().toISOString();
    sheet.made = { folder, createdTime, properties, permissions: [], trashed: false };
    return masked({ id, modifiedTime: sheet.modifiedTime } satisfies drive_v3.Schema$File, maskOf(url, fileFields));
  }

  function madeFile(id: string, url: URL): HeldFile & { made: MadeThere } {
    const held = google.sheets.get(id);
    const isKnown = held?.made !== undefined && url.searchParams.get('supportsAllDrives') === 'true';
    if (!isKnown) throw noSuchFile(id);
    return held as HeldFile & { made: MadeThere };
  }

  function change(id: string, body: string, url: URL, scoped: Scoped): unknown {
    scoped('drive');
    const held = madeFile(id, url);
    const { trashed = false } = JSON.parse(body) as drive_v3.Schema$File;
    held.made = { ...held.made, trashed: trashed === true };
    return masked({ id } satisfies drive_v3.Schema$File, maskOf(url, fileFields));
  }

  function share(id: string, body: string, url: URL, scoped: Scoped): unknown {
    scoped('drive');
    const held = madeFile(id, url);
    const permission = JSON.parse(body) as drive_v3.Schema$Permission;
    const address = permission.emailAddress ?? '';
    if (permission.type !== 'user' || permission.role === 'owner')
      throw new Refused(400, 'invalid', 'Invalid permission');
    if (google.drives.closedTo.has(address)) throw new Refused(400, 'invalidSharingRequest', notOutside(address));
    // Only a mail of Google's lets somebody in who has no account.
    const notifies = url.searchParams.get('sendNotificationEmail') !== 'false';
    if (google.drives.withoutAccount.has(address) && !notifies) {
      throw new Refused(400, 'invalidSharingRequest', noAccount(address));
    }
    const others = held.made.permissions.filter(({ emailAddress }) => emailAddress !== address);
    held.made = { ...held.made, permissions: [...others, { ...permission, id: address }] };
    google.drives.onShared(id, address);
    return masked({ id: address } satisfies drive_v3.Schema$Permission, maskOf(url, permissionFields));
  }

  /** A folder as it is shown; null: there is none of this id. */
  function folder(id: string, url: URL): unknown {
    if (!google.drives.folders.has(id)) return null;
    const { name, driveId, canAddChildren } = openFolder(id, url);
    const where = driveId === null ? {} : { driveId };
    const shown = { id, name, mimeType: folderType, trashed: false, ...where, capabilities: { canAddChildren } };
    return masked(shown satisfies drive_v3.Schema$File, maskOf(url, fileFields));
  }

  return { folder, find, make, change, share };
}
