import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type * as Resvg from '@resvg/resvg-wasm';
import { fontFiles, rasteriser, rasteriserProgram } from '../../config/drawing-files.ts';

/** By this name no bundle takes the program along: it lies beside the bundles of those who draw pictures. */
const load = createRequire(import.meta.url);
const contentsOf = (file: string): Promise<Buffer> => readFile(load.resolve(file));

interface Prepared {
  readonly program: typeof Resvg;
  readonly fontBuffers: Uint8Array[];
}

/** Made once a process, when the first picture is asked for. */
let ready: Promise<Prepared> | null = null;

async function prepare(): Promise<Prepared> {
  const program = load(rasteriserProgram) as typeof Resvg;
  await program.initWasm(await contentsOf(rasteriser));
  return { program, fontBuffers: await Promise.all(fontFiles.map(contentsOf)) };
}

/** An SVG document as a PNG, twice as large as it says, so that it stays sharp in print and on fine screens. */
export async function pngOf(svg: string): Promise<Uint8Array> {
  ready ??= prepare();
  const { program, fontBuffers } = await ready;
  const picture = new program.Resvg(svg, {
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
