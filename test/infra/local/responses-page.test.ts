import { describe, expect, test } from 'vitest';
import { responsesView } from '../../../infra/local/console/response-pages.ts';
import { type Response, stages } from '../../../shared/domain/standings/response-list.ts';

const round = {
  id: '2027',
  questionnaire: 'q@1',
  opensAt: null,
  closesAt: null,
  shards: 1,
  timeZone: 'Europe/Helsinki',
};
const at = '2027-02-01T22:30:00.000Z';

function responses(count: number): Response[] {
  return Array.from({ length: count }, (_, index) => {
    const stage = stages[index % stages.length] ?? 'none';
    const left = stage === 'left' ? ({ way: 'declined', at, by: 'a', reason: '<i>No staff</i>' } as const) : null;
    return {
      ...{ stage, left, invitedAt: at, openedAt: null, downloadedAt: null, sentAt: null, remindedAt: null },
      authority: {
        id: `city-${index}`,
        name: `City ${index} <b>`,
        country: index % 3 === 0 ? 'FI' : null,
        population: index,
      },
      ...{
        deadline: null,
        hasOwnDeadline: index === 2,
        sheet: null,
        shutOut: [],
        toCheck: index % 5,
        isReviewed: false,
      },
      ...(index === 4 ? { certifiedBy: ['<b>Anna</b>'], notes: ['Two\nlines <i>'] } : { certifiedBy: [], notes: [] }),
      answered: stage === 'partial' ? { count: 7, of: 41 } : null,
    };
  });
}
const view = async (count: number, query: { q?: string; show?: string; page?: string } = {}) =>
  String(await responsesView({ round, responses: responses(count), query: { q: '', show: '', page: '', ...query } }));
const rowsIn = (page: string): string[] =>
  [...page.matchAll(/href="\/authorities\/(city-\d+)"/g)].map(([, id = '']) => id);

describe('the response list of the console', () => {
  test.each([
    [1, 1],
    [7, 7],
    [150, 25],
    [1000, 25],
  ])('of %s authorities shows %s on a page, and sums of all', async (count, shown) => {
    const page = await view(count);
    expect(rowsIn(page)).toHaveLength(shown);
    const left = responses(count).filter(({ stage }) => stage === 'left').length;
    const sent = responses(count).filter(({ stage }) => stage === 'complete' || stage === 'partial').length;
    expect(page).toContain(`${sent} of ${count - left} sent`);
    expect(page).toContain(`value="${sent}" max="${Math.max(1, count - left)}"`);
    expect(page.includes('rel="next"')).toBe(count > 25);
  });

  test('of none says so', async () => {
    const page = await view(0);
    expect(page).toContain('No authority takes part');
    expect(page).not.toContain('<progress');
  });

  test('is searched and filtered, and leaves the search in the links to its other pages', async () => {
    expect(rowsIn(await view(1000, { q: 'city 99' }))).toEqual([
      'city-99',
      ...Array.from({ length: 10 }, (_, index) => `city-${990 + index}`),
    ]);
    expect(rowsIn(await view(7, { show: 'partial' }))).toEqual(['city-1']);
    expect(rowsIn(await view(7, { show: 'deadline' }))).toEqual(['city-2']);
    expect(rowsIn(await view(7, { show: 'notes' }))).toEqual(['city-4']);
    expect(rowsIn(await view(9, { show: 'missing' }))).toEqual(['city-2', 'city-3', 'city-4', 'city-5', 'city-6']);
    expect(await view(1000, { show: 'check' })).toMatch(/href="\/rounds\/2027\/responses\?show=check&(amp;)?page=2"/);
    expect(await view(7, { q: 'nowhere' })).toContain('No authority matches');
    expect(rowsIn(await view(7, { show: 'constructor' }))).toHaveLength(7);
  });

  test('shows what others wrote as text, and times in the zone of the round', async () => {
    const page = await view(8);
    expect(page).toContain('declined: &lt;i&gt;No staff&lt;/i&gt;');
    expect(page).toContain('City 0 &lt;b&gt;');
    expect(page).toContain('certified by &lt;b&gt;Anna&lt;/b&gt;');
    expect(page).toContain('note: Two lines &lt;i&gt;');
    expect(page).not.toMatch(/<b>|<i>/);
    expect(page).toContain('2027-02-02 00:30');
  });
});
