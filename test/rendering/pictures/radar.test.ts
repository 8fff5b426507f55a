import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { linesOf } from '../../../shared/rendering/pictures/lines-of.ts';
import { pngOf } from '../../../shared/rendering/pictures/png.ts';
import { radarSize, radarSvg } from '../../../shared/rendering/pictures/radar.ts';
import { resultsRadar } from '../../../shared/rendering/pictures/results-radar.ts';
import { messageLanguages } from '../../../shared/rendering/words/languages.ts';
import { reportOf, seven, standingsOf, theSeven } from '../../support/compared.ts';

const espoo = reportOf(seven('Espoo'), { published: standingsOf(theSeven) });

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Throws unless it is well-formed XML. */
function parsed(svg: string): { elements: Element[]; text: string } {
  const elements: Element[] = [];
  let text = '';
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => elements.push({ name, attributes }));
  parser.on('text', (part) => {
    text += part;
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(svg).close();
  return { elements, text };
}

const lines = ({ elements }: { elements: Element[] }) =>
  elements.filter(({ name, attributes }) => name === 'polygon' && Number(attributes['stroke-width']) >= 2);

describe('the radar', () => {
  test('is a line for the authority, one for the average and one for the best quarter, each drawn in its own way', () => {
    const drawn = lines(parsed(radarSvg(resultsRadar(espoo))));
    expect(drawn.map(({ attributes }) => attributes['stroke-dasharray'])).toEqual(['7 5', '2 4', undefined]);
    for (const { attributes } of drawn) expect(attributes['points']?.split(' ')).toHaveLength(12);
  });

  test('puts all of a category on the outer ring, and nothing on the inner one', () => {
    const [, , own] = lines(parsed(radarSvg(resultsRadar(espoo))));
    const distances = (own?.attributes['points'] ?? '').split(' ').map((point) => {
      const [x = 0, y = 0] = point.split(',').map(Number);
      return Math.hypot(x - 320, y - 222);
    });
    // 1.3 is met in full, 3.2 not at all; 1.2 by half.
    expect(distances[2]).toBeCloseTo(168, 0);
    expect(distances[10]).toBeCloseTo(16, 0);
    expect(distances[1]).toBeCloseTo((168 + 16) / 2, 0);
  });

  test.each(messageLanguages())('has room for every word of its legend: %s', (language) => {
    const { text } = parsed(
      radarSvg(resultsRadar(reportOf(seven('Espoo'), { language, published: standingsOf(theSeven) }))),
    );
    expect(text).not.toContain('…');
  });

  test('marks the three bands by shape as well as colour', () => {
    const { elements } = parsed(radarSvg(resultsRadar(espoo)));
    const corners = new Map<string, Set<number>>();
    for (const { name, attributes } of elements) {
      if (attributes['stroke'] !== '#ffffff' || name === 'text') continue;
      const shape = name === 'circle' ? 0 : (attributes['points'] ?? '').split(' ').length;
      corners.set(attributes['fill'] ?? '', (corners.get(attributes['fill'] ?? '') ?? new Set()).add(shape));
    }
    expect([...corners.values()].map((shapes) => [...shapes]).sort()).toEqual([[0], [3], [4]]);
  });

  test('says in words what it shows', () => {
    const { text } = parsed(radarSvg(resultsRadar(espoo)));
    expect(text).toContain('Espoo by category');
    expect(text).toContain('Satisfaction: 50%, average 71%, best quarter 90%.');
  });

  test('before standings are published shows the authority alone', () => {
    const alone = parsed(radarSvg(resultsRadar({ ...espoo, published: null })));
    expect(lines(alone)).toHaveLength(1);
    expect(alone.text).not.toContain('Average of all');
  });

  test('is well-formed whatever an authority is called, and no name makes an element', () => {
    const { elements } = parsed(radarSvg(resultsRadar(espoo)));
    const anyName = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constant('<script>&"\'</text><image href="x"/>\u0000\uD800'),
    );
    fc.assert(
      fc.property(anyName, (name) => {
        const drawn = parsed(radarSvg(resultsRadar({ ...espoo, authority: { id: 'x', name } })));
        expect(drawn.elements.map((one) => one.name)).toEqual(elements.map((one) => one.name));
      }),
    );
  });
});

describe('the picture of it', () => {
  const sizeOf = (png: Uint8Array) => {
    const view = new DataView(png.buffer, png.byteOffset);
    return [view.getUint32(16), view.getUint32(20)];
  };

  test('is a PNG of twice the size, the same each time', async () => {
    const svg = radarSvg(resultsRadar(espoo));
    const [png, again] = await Promise.all([pngOf(svg), pngOf(svg)]);
    expect([...png.subarray(1, 4)]).toEqual([...Buffer.from('PNG')]);
    expect(sizeOf(png)).toEqual([2 * radarSize.width, 2 * radarSize.height]);
    expect(Buffer.compare(png, again)).toBe(0);
  });

  test('has letters in it, of all the scripts of Europe: each text is drawn, and none as the empty box', async () => {
    const drawn = (text: string) =>
      pngOf(
        `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><text y="30" font-size="30">${text}</text></svg>`,
      );
    const pictures = await Promise.all(['', '中', 'A', 'Ő', 'Ω', 'Я'].map(drawn));
    expect(new Set(pictures.map((png) => Buffer.from(png).toString('base64'))).size).toBe(6);
  });

  test('holds no memory once it is drawn', async () => {
    const blank = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"></svg>';
    await pngOf(blank);
    const before = process.memoryUsage().external;
    for (let drawn = 0; drawn < 15; drawn += 1) await pngOf(blank);
    expect(process.memoryUsage().external - before).toBeLessThan(10_000_000);
  });
});

test.each([
  ['Citizens redress and feedback mechanisms', ['Citizens redress', 'and feedback', 'mechanisms']],
  ['Donaudampfschifffahrt', ['Donaudampfschifffahrt']],
  ['', []],
])('%j is written in the lines %j', (text, expected) => expect(linesOf(text, 16)).toEqual(expected));
