import { setTimeout as pause } from 'node:timers/promises';
import { cloudOf } from '../../shared/adapters/cloud.ts';
import { prefillPorts } from '../../shared/adapters/compose.ts';
import { DeskFault } from '../../shared/adapters/google/desk-credentials.ts';
import { googleSheetsFolder } from '../../shared/adapters/google/google-sheets-folder.ts';
import { deadlineOf } from '../../shared/domain/registry/participation.ts';
import type { Authority, Contact, Round } from '../../shared/domain/registry/registry.ts';
import { folderIn } from '../../shared/domain/submissions/sheet-link.ts';
import type { FolderState, SheetsFolder } from '../../shared/ports/sheets-folder.ts';
import { catalogue } from '../../shared/questionnaires/catalogue.ts';
import {
  AccountRefused,
  makeSheets,
  type SheetMade,
  type SheetMakers,
  type SheetWanted,
  whenAnswered,
} from '../../shared/use-cases/authority-sheets.ts';
import { knownQuestionnaires } from '../../shared/use-cases/known-questionnaires.ts';
import { prefilledWorkbook } from '../../shared/use-cases/prefilled-workbook.ts';
import type { Addressee } from '../../shared/use-cases/round-mails.ts';
import type { CloudAddress } from '../local/cloud-address.ts';
import { stageWithTable } from '../stages.ts';
import { progressBar } from './progress-bar.ts';
import { shown } from './terminal-text.ts';
import { UsageError } from './usage-error.ts';

export interface SheetsPlace {
  readonly table: string;
  readonly results?: string | undefined;
  /** Addresses of the office, and of where questionnaires are sent. */
  readonly office?: string | undefined;
  readonly mailIn?: string | undefined;
  /** Of the local cloud. */
  readonly google?: CloudAddress['google'] | undefined;
}

/** Of an invitation. */
export interface SheetsOptions {
  /** A folder of a shared drive, in which each authority gets a sheet; `off`: none does. */
  readonly googleFolder?: string;
  /** Accounts at Google that read and write those sheets; `off`: nobody is let in, as they are members of the drive. */
  readonly googleAccount?: readonly string[];
  /** The deployed table, by which the stage is known. */
  readonly table?: string;
}

/**
 * Where sheets are to be made, and which accounts are let into them: as the command says, or else the file of the stage. null:
 * nobody has asked for sheets. `stages`: the folder of these files.
 */
export function wantedSheets(
  { googleFolder, googleAccount, table }: SheetsOptions,
  stages?: string,
): { readonly folder: string; readonly accounts: readonly string[] } | null {
  const stage = table === undefined ? null : stageWithTable(table, stages);
  const folder = googleFolder ?? stage?.google.folder ?? '';
  if (folder === '' && googleAccount !== undefined) throw new UsageError('--google-account takes --google-folder');
  if (folder === '' || folder === 'off') return null;
  const { serviceAccount = '', writeServiceAccount = '' } = stage?.google ?? {};
  const accounts = googleAccount ?? [serviceAccount, writeServiceAccount].filter((one) => one !== '');
  return { folder, accounts: accounts.filter((one) => one !== 'off') };
}

/** Sheets that an invitation is to bring. */
export interface SheetsOfRound {
  /** What there is to say before anything is done. */
  readonly lines: readonly string[];
  /** How many are to be made. */
  readonly due: number;
  /** Makes and shares them; returns how many are new. */
  make(): Promise<number>;
}

/** Looks at the folder, and at who has a sheet already. Throws a UsageError where none can be made there. */
export async function sheetsOfRound(
  round: Round,
  addressees: readonly Addressee[],
  { folder, accounts }: { readonly folder: string; readonly accounts: readonly string[] },
  place: SheetsPlace,
): Promise<SheetsOfRound> {
  const { table, results, office, mailIn, google } = place;
  if (results === undefined || office === undefined || mailIn === undefined)
    throw new UsageError('with --table, --google-folder needs --results, --office and --mail-in as well');
  const ports = prefillPorts(cloudOf({ TABLE_NAME: table, RESULTS_BUCKET: results }));
  const id = folderIn(folder);
  if (id === null)
    throw new UsageError(
      `--google-folder ${shown(folder)}: write the link of a folder, such as https://drive.google.com/drive/folders/1AbC…, or its id`,
    );
  const ofGoogle = await googleSheetsFolder({ folder: id, emulator: google?.root ? google : null }).catch(tellFault);
  const asking = { pause: paused, random: Math.random };
  const name = nameOf(await whenAnswered(() => ofGoogle.look(), asking).catch(tellFault));
  const wanted = [...Map.groupBy(addressees, ({ authority }) => authority.id).values()].map(
    (ofOne): SheetWanted => ({
      authority: (ofOne[0] as Addressee).authority,
      contacts: ofOne.map(({ contact }) => contact),
    }),
  );
  const noted = await ports.participations.ofRound(
    round.id,
    wanted.map(({ authority }) => authority.id),
  );
  const due = wanted.filter(({ authority }) => noted.get(authority.id)?.sheet === undefined).length;
  const questionnaires = await knownQuestionnaires({ ...ports, catalogue });
  const workbookFor = async (authority: Authority, { language }: Contact): Promise<Uint8Array> => {
    const deadline = deadlineOf(round, noted.get(authority.id) ?? null);
    const wish = { round, authority, language, fill: 'last', deadline, office: mailIn, contact: office } as const;
    return (await prefilledWorkbook(wish, { ...ports, catalogue: questionnaires })).bytes;
  };
  const makers = { ...asking, folder: ofGoogle, participations: ports.participations, workbookFor };
  return {
    lines: [
      `  Google Sheets to make: ${due}, in “${shown(name)}”${wanted.length > due ? `; there already: ${wanted.length - due}` : ''}`,
    ],
    due,
    make: () => makeAll(round, wanted, { ...makers, accounts: [...(google?.accounts ?? []), ...accounts] }),
  };
}

async function makeAll(round: Round, wanted: readonly SheetWanted[], makers: SheetMakers): Promise<number> {
  const bar = progressBar(wanted.length);
  const made = await makeSheets(round, wanted, makers, ({ authority }) => bar.advance(authority.name))
    .catch((error: unknown) => {
      if (!(error instanceof AccountRefused)) return tellFault(error);
      throw new UsageError(
        `Google does not let ${error.message} edit files of this shared drive: without it no sheet can be read. Let it in (docs/google-sheets.md), or make it a member of the shared drive and write --google-account off`,
      );
    })
    .finally(() => bar.end());
  console.log(madeLines(made).join('\n'));
  return made.filter(({ isKnown }) => !isKnown).length;
}

function madeLines(made: readonly SheetMade[]): string[] {
  const fresh = made.filter(({ isKnown }) => !isKnown).length;
  const refused = made.flatMap((one) =>
    one.refused.map(({ address, why }) => ({ why, who: `${one.authority.name} (${address})` })),
  );
  const told = (why: string, what: string): string[] => {
    const those = refused.filter((one) => one.why === why);
    return those.length === 0 ? [] : [`  ${what}: ${those.map(({ who }) => shown(who)).join(', ')}`];
  };
  return [
    `${fresh} ${fresh === 1 ? 'Google Sheet was' : 'Google Sheets were'} made and shared, ${made.length - fresh} there already.`,
    ...told('no account', 'no Google account, so the mail brings the workbook alone'),
    ...told(
      'not allowed',
      'Google does not let you share with them (a rule of your organisation or of theirs), so the mail brings the workbook alone',
    ),
  ];
}

const tellFault = (error: unknown): never => {
  if (error instanceof DeskFault) throw new UsageError(error.message);
  throw error;
};

const paused = (seconds: number): Promise<void> => {
  console.error(`Google is busy. Asking again in ${seconds} seconds.`);
  return pause(seconds * 1000);
};

const closed: Readonly<Record<Exclude<FolderState['outcome'], 'open'>, string>> = {
  'not shared':
    'Google does not show this folder to the account that you use: make it a member of the shared drive, as a content manager',
  'no folder': 'that is no folder, or it lies in the bin',
  'my drive':
    'that folder is in somebody’s My Drive: its sheets would belong to one account, and go with it. Use a folder in a shared drive of your office',
  closed: 'the account that you use may not put files into this folder: make it a content manager of the shared drive',
};

function nameOf(state: Exclude<Awaited<ReturnType<SheetsFolder['look']>>, { readonly outcome: 'busy' }>): string {
  if (state.outcome === 'open') return state.name;
  throw new UsageError(`--google-folder: ${closed[state.outcome]}`);
}
