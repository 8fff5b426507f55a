/** Files of packages that pictures are drawn with: read at run time, so they lie beside the bundle that draws (decision 029). */
export const rasteriserProgram = '@resvg/resvg-wasm';
export const rasteriser = '@resvg/resvg-wasm/index_bg.wasm';

/** Inter (SIL Open Font License), in the scripts of Europe. */
export const fontFiles = ['latin', 'latin-ext', 'greek', 'cyrillic'].map(
  (script) => `@fontsource/inter/files/inter-${script}-400-normal.woff2`,
);

export const drawingFiles = [rasteriserProgram, rasteriser, ...fontFiles];
