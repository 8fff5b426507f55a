import type { drive_v3 } from '@googleapis/drive/build/v3.js';
import type { sheets_v4 } from '@googleapis/sheets';
import type { Fields } from './field-mask.ts';

/** Fields by the published types of the API: a name that they do not have does not compile. */
const of = <T>(fields: { readonly [K in keyof T]?: Fields }): Fields => fields as Fields;

const textFormat = of<sheets_v4.Schema$TextFormat>({
  strikethrough: {},
  bold: {},
  link: of<sheets_v4.Schema$Link>({ uri: {} }),
});
const value = of<sheets_v4.Schema$ExtendedValue>({
  stringValue: {},
  numberValue: {},
  boolValue: {},
  errorValue: of<sheets_v4.Schema$ErrorValue>({ type: {}, message: {} }),
  formulaValue: {},
});
const format = of<sheets_v4.Schema$CellFormat>({
  numberFormat: of<sheets_v4.Schema$NumberFormat>({ type: {}, pattern: {} }),
  textFormat,
  wrapStrategy: {},
  verticalAlignment: {},
  horizontalAlignment: {},
});

export const cellFields = of<sheets_v4.Schema$CellData>({
  effectiveValue: value,
  formattedValue: {},
  userEnteredValue: value,
  userEnteredFormat: format,
  effectiveFormat: format,
  textFormatRuns: of<sheets_v4.Schema$TextFormatRun>({ startIndex: {}, format: textFormat }),
  hyperlink: {},
  note: {},
  chipRuns: of<sheets_v4.Schema$ChipRun>({
    startIndex: {},
    chip: of<sheets_v4.Schema$Chip>({
      personProperties: of<sheets_v4.Schema$PersonProperties>({ email: {}, displayFormat: {} }),
      richLinkProperties: of<sheets_v4.Schema$RichLinkProperties>({ uri: {}, mimeType: {} }),
    }),
  }),
  dataValidation: of<sheets_v4.Schema$DataValidationRule>({
    condition: of<sheets_v4.Schema$BooleanCondition>({
      type: {},
      values: of<sheets_v4.Schema$ConditionValue>({ userEnteredValue: {}, relativeDate: {} }),
    }),
    strict: {},
    showCustomUi: {},
  }),
});

export const spreadsheetFields = of<sheets_v4.Schema$Spreadsheet>({
  spreadsheetId: {},
  properties: of<sheets_v4.Schema$SpreadsheetProperties>({ title: {}, locale: {}, timeZone: {} }),
  sheets: of<sheets_v4.Schema$Sheet>({
    properties: of<sheets_v4.Schema$SheetProperties>({
      sheetId: {},
      title: {},
      index: {},
      hidden: {},
      sheetType: {},
      gridProperties: of<sheets_v4.Schema$GridProperties>({ rowCount: {}, columnCount: {}, hideGridlines: {} }),
    }),
    developerMetadata: of<sheets_v4.Schema$DeveloperMetadata>({
      metadataId: {},
      metadataKey: {},
      metadataValue: {},
      visibility: {},
      location: {},
    }),
    merges: of<sheets_v4.Schema$GridRange>({
      startRowIndex: {},
      endRowIndex: {},
      startColumnIndex: {},
      endColumnIndex: {},
    }),
    data: of<sheets_v4.Schema$GridData>({
      startRow: {},
      startColumn: {},
      rowMetadata: of<sheets_v4.Schema$DimensionProperties>({ hiddenByUser: {}, hiddenByFilter: {}, pixelSize: {} }),
      columnMetadata: of<sheets_v4.Schema$DimensionProperties>({ hiddenByUser: {}, hiddenByFilter: {}, pixelSize: {} }),
      rowData: of<sheets_v4.Schema$RowData>({ values: cellFields }),
    }),
  }),
});

export const fileFields = of<drive_v3.Schema$File>({
  id: {},
  version: {},
  modifiedTime: {},
  mimeType: {},
  trashed: {},
  name: {},
  driveId: {},
  parents: {},
  properties: {},
  createdTime: {},
  capabilities: of<NonNullable<drive_v3.Schema$File['capabilities']>>({ canAddChildren: {} }),
});

export const listFields = of<drive_v3.Schema$FileList>({ nextPageToken: {}, files: fileFields });
export const permissionFields = of<drive_v3.Schema$Permission>({ id: {}, role: {}, emailAddress: {} });

export const revisionFields = of<drive_v3.Schema$RevisionList>({
  nextPageToken: {},
  revisions: of<drive_v3.Schema$Revision>({ id: {}, modifiedTime: {}, exportLinks: {}, mimeType: {} }),
});

export const commentListFields = of<drive_v3.Schema$CommentList>({
  nextPageToken: {},
  comments: of<drive_v3.Schema$Comment>({
    ...{ id: {}, anchor: {}, content: {}, createdTime: {}, deleted: {}, resolved: {} },
    quotedFileContent: of<{ value?: string }>({ value: {} }),
    replies: of<drive_v3.Schema$Reply>({ content: {}, deleted: {} }),
  }),
});
