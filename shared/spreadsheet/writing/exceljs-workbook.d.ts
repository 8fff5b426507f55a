/** exceljs without its streams, readers from disk and polyfills: half the bundle, a quarter of the start-up. */
declare module 'exceljs/lib/doc/workbook.js' {
  import type { Workbook } from 'exceljs';

  const SmallWorkbook: typeof Workbook;
  export default SmallWorkbook;
}

/** Its zip writer, which all of its parts go through. */
declare module 'exceljs/lib/utils/zip-stream.js' {
  const zipStream: {
    readonly ZipWriter: {
      readonly prototype: {
        append(data: string | Uint8Array, options: { readonly name: string; readonly base64?: boolean }): void;
      };
    };
  };
  export default zipStream;
}
