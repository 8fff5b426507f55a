/** exceljs without its streams, readers from disk and polyfills: half the bundle, a quarter of the start-up. */
declare module 'exceljs/lib/doc/workbook.js' {
  import type { Workbook } from 'exceljs';

  const SmallWorkbook: typeof Workbook;
  export default SmallWorkbook;
}

/** Its zip writer, which all of its parts go through. */
declare module 'exceljs/lib/utils/zip-stream.js' {
  interface ZipWriter {
    /** What `write` was given as `zip`; `parts` is ours. */
    readonly options: { readonly parts?: Map<string, Uint8Array> };
    append(data: string | Uint8Array, options: { readonly name: string; readonly base64?: boolean }): void;
    finalize(): Promise<void>;
    emit(event: 'finish'): void;
  }
  const zipStream: { readonly ZipWriter: { readonly prototype: ZipWriter } };
  export default zipStream;
}

/** Its writer of styles, one for each workbook. */
declare module 'exceljs/lib/xlsx/xform/style/styles-xform.js' {
  interface StylesWriter {
    /** The number of each style that it has written. */
    readonly weakMap?: WeakMap<object, number>;
    addStyleModel(style: object | undefined, kind: number | undefined): number;
  }
  const StylesXform: { readonly prototype: StylesWriter };
  export default StylesXform;
}
