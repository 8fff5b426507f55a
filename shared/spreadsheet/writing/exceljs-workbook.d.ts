/** exceljs without its streams, readers from disk and polyfills: half the bundle, a quarter of the start-up. */
declare module 'exceljs/lib/doc/workbook.js' {
  import type { Workbook } from 'exceljs';

  const SmallWorkbook: typeof Workbook;
  export default SmallWorkbook;
}
