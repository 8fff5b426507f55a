import { html } from 'hono/html';
import type { Html } from '../html/html.ts';

export interface ChartWords {
  /** Names the chart's parts in the page. */
  readonly id: string;
  readonly title: string;
  /** The same in full for those who do not see it. */
  readonly description: string;
}

const size = { width: 640, height: 240 } as const;
const base = 200;
const head = 24;

/** Columns with their number above and their label beneath. */
export function columnChart(words: ChartWords, columns: readonly { label: string; count: number }[]): Html {
  const most = Math.max(1, ...columns.map(({ count }) => count));
  const step = size.width / Math.max(1, columns.length);
  return chart(
    words,
    html`<line class="axis" x1="0" x2="${size.width}" y1="${base}" y2="${base}"/>
${columns.map(({ label, count }, index) => {
  const height = ((base - head) * count) / most;
  const middle = step * (index + 0.5);
  return html`<rect class="column" x="${round(middle - step * 0.36)}" y="${round(base - height)}" width="${round(step * 0.72)}" height="${round(height)}" rx="2"/>
<text x="${round(middle)}" y="${round(base - height - 7)}" text-anchor="middle">${count === 0 ? '' : count}</text><text x="${round(middle)}" y="${base + 22}" text-anchor="middle">${label}</text>
`;
})}`,
  );
}

export interface Line {
  readonly name: string;
  /** 0..100 at each place from left to right, or null. */
  readonly percents: readonly (number | null)[];
}

const dashes = ['none', '8 4', '2 4', '12 4 2 4'];

/** One line a thing, its name at its end; told apart by dashes, not by colour. */
export function lineChart(words: ChartWords, places: readonly string[], lines: readonly Line[]): Html {
  const left = 44;
  const right = size.width - 230;
  const x = (index: number): number => left + ((right - left) * index) / Math.max(1, places.length - 1);
  const y = (percent: number): number => base - ((base - head) * percent) / 100;
  return chart(
    words,
    html`${[0, 50, 100].map(
      (percent) =>
        html`<line class="axis" x1="${left}" x2="${right}" y1="${y(percent)}" y2="${y(percent)}"/><text x="${left - 8}" y="${y(percent) + 5}" text-anchor="end">${percent}</text>`,
    )}${places.map((place, index) => html`<text x="${round(x(index))}" y="${base + 22}" text-anchor="middle">${place}</text>`)}
${lines.map(({ name, percents }, which) => {
  const points = percents.flatMap((percent, index) => (percent === null ? [] : [{ x: x(index), y: y(percent) }]));
  const last = points.at(-1);
  return html`<polyline points="${points.map((point) => `${round(point.x)},${round(point.y)}`).join(' ')}" stroke-dasharray="${dashes[which % dashes.length] ?? 'none'}"/>
${points.map((point) => html`<circle class="dot" cx="${round(point.x)}" cy="${round(point.y)}" r="5"/>`)}
${last === undefined ? '' : html`<text x="${round(last.x + 12)}" y="${round(last.y + 5)}">${name}</text>`}
`;
})}`,
  );
}

function chart({ id, title, description }: ChartWords, inside: Html): Html {
  return html`<figure class="chart"><svg viewBox="0 0 ${size.width} ${size.height}" role="img" aria-labelledby="${id}-title ${id}-text"><title id="${id}-title">${title}</title><desc id="${id}-text">${description}</desc>
${inside}</svg></figure>`;
}

const round = (length: number): number => Math.round(10 * length) / 10;
