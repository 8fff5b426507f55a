import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { fontFiles, rasteriser } from '../../config/drawing-files.ts';

const { resolve } = createRequire(import.meta.url);
const contentsOf = (file: string): Promise<Buffer> => readFile(resolve(file));

/** Made once a process, when the first picture is asked for. */
let ready: Promise<Uint8Array[]> | null = null;

async function prepare(): Promise<Uint8Array[]> {
  await initWasm(await contentsOf(rasteriser));
  return Promise.all(fontFiles.map(contentsOf));
}

/** An SVG document as a PNG, twice as large as it says, so that it stays sharp in print and on fine screens. */
export async function pngOf(svg: string): Promise<Uint8Array> {
  ready ??= prepare();
  const fontBuffers = await ready;
  const picture = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: 2 },
    background: '#ffffff',
    font: { fontBuffers, defaultFontFamily: 'Inter' },
  });
  try {
    const drawn = picture.render();
    try {
      return drawn.asPng();
    } finally {
      drawn.free();
    }
  } finally {
    // What the rasteriser holds lies outside of what the collector of garbage sees.
    picture.free();
  }
}
