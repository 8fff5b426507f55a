import { html, raw } from 'hono/html';
import type { ShareBand } from '../../domain/scoring/share-band.ts';
import { accent } from '../html/html.ts';
import { fill } from '../words/fill.ts';
import { linesOf } from './lines-of.ts';

/** One axis: shares 0..1. */
export interface RadarAxis {
  readonly label: string;
  readonly own: number;
  readonly band: ShareBand;
  /** What the axis is compared with, as often as there are {@link Radar.compared} names. */
  readonly compared: readonly number[];
}

export interface Radar {
  /** What the picture shows, in a few words, and the same in full for those who do not see it. */
  readonly title: string;
  readonly description: string;
  readonly own: string;
  /** Names of what the authority is compared with: at most two. */
  readonly compared: readonly string[];
  readonly bands: Readonly<Record<ShareBand, string>>;
  /** How a share is written: `{number}%`. */
  readonly percent: string;
  readonly axes: readonly RadarAxis[];
}

export const radarSize = { width: 640, height: 528 } as const;
const centre = { x: 320, y: 222 };
const radius = 168;
/** Nothing met is a small ring, not a point in which all axes meet. */
const innermost = 16;
/** Large enough to be read where the picture is half its size: on a telephone. */
const textSize = 16;
/** Widths of letters, in parts of their size: a little more than the usual mean. */
const letterWidth = 0.56;
const rings = [0, 1 / 3, 2 / 3, 1];

const ink = '#1f2933';
const quiet = '#5b6773';
const grid = '#d5dbe0';
/** Line styles and markers tell them apart without colour. */
const comparedStyles = [
  { colour: '#5b6773', dash: '7 5', marker: 'square' },
  { colour: '#7a3e9d', dash: '2 4', marker: 'hollow' },
] as const;
const bandStyles = {
  low: { colour: '#b3261e', marker: 'triangle' },
  middle: { colour: '#c06a00', marker: 'diamond' },
  high: { colour: '#2b7d46', marker: 'circle' },
} as const;

type Svg = ReturnType<typeof html>;
interface Point {
  readonly x: number;
  readonly y: number;
}

/** The authority over all categories, beside others, as an SVG document; every text in it is escaped here. */
export function radarSvg(radar: Radar): string {
  const { axes } = radar;
  const at = (index: number, share: number): Point =>
    place(index / axes.length, innermost + share * (radius - innermost));
  const own = axes.map((axis, index) => at(index, axis.own));
  return String(html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${radarSize.width} ${radarSize.height}" role="img" aria-labelledby="radar-title radar-description" font-family="Inter, Arial, sans-serif" font-size="${textSize}" fill="${ink}">
<title id="radar-title">${drawable(radar.title)}</title>
<desc id="radar-description">${drawable(radar.description)}</desc>
${rings.map((share) => ring(axes.length, share))}
${axes.map((axis, index) => axisOf(axis, at(index, 1), place(index / axes.length, radius + 14)))}
${radar.compared.map((_, which) =>
  comparedPolygon(
    axes.map((axis, index) => at(index, axis.compared[which] ?? 0)),
    which,
  ),
)}
<polygon points="${pointsOf(own)}" fill="${accent.light}" fill-opacity="0.13" stroke="${accent.light}" stroke-width="3" stroke-linejoin="round"/>
${axes.map((axis, index) => bandMarker(at(index, axis.own), axis.band))}
${rings.slice(1).map((share) => ringLabel(share, radar.percent))}
${legend(radar)}
</svg>`);
}

function place(turn: number, distance: number): Point {
  const angle = 2 * Math.PI * turn - Math.PI / 2;
  return { x: round(centre.x + distance * Math.cos(angle)), y: round(centre.y + distance * Math.sin(angle)) };
}

/** Two decimals: half a hundredth of a pixel is not seen, and the document stays small. */
const round = (length: number): number => Math.round(100 * length) / 100;

const pointsOf = (points: readonly Point[]): string => points.map(({ x, y }) => `${x},${y}`).join(' ');

function ring(corners: number, share: number): Svg {
  const distance = innermost + share * (radius - innermost);
  const points = Array.from({ length: corners }, (_, index) => place(index / corners, distance));
  return html`<polygon points="${pointsOf(points)}" fill="none" stroke="${grid}" stroke-width="1"/>`;
}

function ringLabel(share: number, percent: string): Svg {
  const { x, y } = place(0, innermost + share * (radius - innermost));
  const label = fill(percent, { number: Math.round(100 * share) });
  return html`<text x="${x + 5}" y="${y + 14}" font-size="12" fill="${quiet}" stroke="#ffffff" stroke-width="3" paint-order="stroke">${label}</text>`;
}

function axisOf({ label }: RadarAxis, end: Point, anchor: Point): Svg {
  const side = Math.abs(anchor.x - centre.x) < 20 ? 'middle' : anchor.x < centre.x ? 'end' : 'start';
  const lines = linesOf(drawable(label), side === 'middle' ? 18 : 16);
  const room = side === 'middle' ? radarSize.width : side === 'end' ? anchor.x : radarSize.width - anchor.x;
  const size = Math.min(textSize, room / (letterWidth * Math.max(1, ...lines.map((line) => line.length))));
  const height = size + 3;
  // Labels stand beside their axis, above it at the top, and under it at the bottom.
  const lift = (lines.length * (anchor.y - centre.y - radius)) / (2 * radius);
  const top = anchor.y + 5 + height * lift;
  return html`<line x1="${centre.x}" y1="${centre.y}" x2="${end.x}" y2="${end.y}" stroke="${grid}"/>
<text text-anchor="${side}" font-size="${round(size)}">${lines.map(
    (line, index) => html`<tspan x="${anchor.x}" y="${round(top + height * (index + 0.5))}">${line}</tspan>`,
  )}</text>`;
}

function comparedPolygon(points: readonly Point[], which: number): Svg {
  const { colour, dash } = comparedStyles[which] ?? comparedStyles[0];
  return html`<polygon points="${pointsOf(points)}" fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}" stroke-linejoin="round"/>
${points.map((point) => comparedMarker(point, which))}`;
}

function comparedMarker({ x, y }: Point, which: number): Svg {
  const { colour, marker } = comparedStyles[which] ?? comparedStyles[0];
  return marker === 'square'
    ? html`<rect x="${round(x - 3)}" y="${round(y - 3)}" width="6" height="6" fill="${colour}"/>`
    : html`<circle cx="${x}" cy="${y}" r="3.5" fill="#ffffff" stroke="${colour}" stroke-width="2"/>`;
}

function bandMarker({ x, y }: Point, band: ShareBand): Svg {
  const { colour, marker } = bandStyles[band];
  const style = raw(`fill="${colour}" stroke="#ffffff" stroke-width="1.5"`);
  if (marker === 'circle') return html`<circle cx="${x}" cy="${y}" r="6" ${style}/>`;
  const corners =
    marker === 'triangle'
      ? [
          [0, 7],
          [-7, -5],
          [7, -5],
        ]
      : [
          [0, -7.5],
          [7.5, 0],
          [0, 7.5],
          [-7.5, 0],
        ];
  const points = corners.map(([dx = 0, dy = 0]) => ({ x: round(x + dx), y: round(y + dy) }));
  return html`<polygon points="${pointsOf(points)}" ${style}/>`;
}

/** Two rows: whose line it is, and what the markers of the authority's own line mean. */
function legend({ own, compared, bands }: Radar): Svg {
  const lines = [
    { name: own, sample: html`<line x1="0" y1="0" x2="34" y2="0" stroke="${accent.light}" stroke-width="3"/>` },
    ...compared.map((name, which) => {
      const { colour, dash } = comparedStyles[which] ?? comparedStyles[0];
      const sample = html`<line x1="0" y1="0" x2="34" y2="0" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}"/>${comparedMarker({ x: 17, y: 0 }, which)}`;
      return { name, sample };
    }),
  ];
  const markers = (['low', 'middle', 'high'] as const).map((band) => ({
    name: bands[band],
    sample: bandMarker({ x: 17, y: 0 }, band),
  }));
  return html`${legendRow(lines, 480)}${legendRow(markers, 510)}`;
}

function legendRow(entries: readonly { readonly name: string; readonly sample: Svg }[], y: number): Svg {
  const column = radarSize.width / entries.length;
  const letter = letterWidth * textSize;
  const longest = Math.floor((column - 50) / letter);
  return html`${entries.map(({ name, sample }, index) => {
    const shown = shortened(drawable(name), longest);
    const left = round(column * index + Math.max(6, (column - 44 - letter * shown.length) / 2));
    return html`<g transform="translate(${left} ${y})">${sample}<text x="44" y="5">${shown}</text></g>`;
  })}`;
}

const shortened = (text: string, longest: number): string =>
  text.length <= longest ? text : `${[...text].slice(0, longest - 1).join('')}…`;

/** XML has no place for most control characters, nor for half a surrogate pair. */
const drawable = (text: string): string => text.toWellFormed().replace(/[\p{Cc}\uFFFE\uFFFF]+/gu, ' ');
