/** What a file is that is not read, told by its content. */
export type Format =
  | ('pdf' | 'png' | 'jpeg' | 'gif' | 'bmp' | 'tiff' | 'webp' | 'heic' | 'rtf' | '7z' | 'rar' | 'webloc' | 'winmail')
  | ('msg' | 'docx' | 'doc' | 'pptx' | 'ppt' | 'xlsb' | 'numbers' | 'odt' | 'xls' | 'html' | 'mht' | 'sylk' | 'xml')
  | ('text' | 'mail' | 'zip' | 'nested' | 'other-link' | 'unknown');

/** What the files lie in that are not read. */
export type Container = 'zip' | 'mail' | 'links';

/** What has a password, where it is no Excel workbook. */
export type Locked = 'ods' | 'zip';

/** What is wrong with a file that cannot be opened, or could do harm. */
export type Cause =
  | ('repeated' | 'mail-work' | 'notes' | 'merges' | 'links' | 'sheets' | 'parts' | 'beyond' | 'doctype' | 'part-names')
  | ('part-twice' | 'overlap' | 'inflates' | 'no-sheet' | 'no-content' | 'part-lost' | 'part-changed')
  | ('part-malformed' | 'cut-off' | 'compression' | 'directory');

/** What a file has too much of. */
export type Limit = 'megabytes' | 'cells' | 'texts' | 'online';

/** Facts of a file that is not read which are codes: of each of them there are words in every language. */
export interface UnreadableFacts {
  readonly format: Format;
  readonly container: Container;
  readonly cause: Cause;
  readonly limit: Limit;
}
