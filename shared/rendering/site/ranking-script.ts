import { hashed } from './site-style.ts';

/** How the cells of a row are read, made and averaged. */
interface Reading {
  readonly entries: string;
  readonly average: string;
}

const entriesOfCounts = `  // One authority: rank and percentage (null: none), name, what it is filtered by, [met, total] of each category, and its row.
  const number = (text) => { const found = /\\d+/.exec(text); return found === null ? null : Number(found[0]); };
  const entryOf = (row) => {
    const [rank, head, score, ...counts] = row.cells;
    return {
      rank: number(rank.textContent), percent: number(score.textContent), name: head.querySelector('a').textContent,
      country: row.dataset.country, band: row.dataset.band, counts: counts.map((cell) => cell.textContent.match(/\\d+/g).map(Number)), row: () => row,
    };
  };
  const element = (tag, className, text) => Object.assign(document.createElement(tag), { className, textContent: text });
  const mark = (met, total) => { const share = Math.round(100 * met / total); return share <= 33 ? 'l' : share <= 66 ? 'm' : 'h'; };
  const fetchedEntry = ([rank, id, name, country, said, band, percent, met], totals) => ({
    rank, percent, name, country, band: String(band), counts: met.map((count, index) => [count, totals[index]]),
    row: () => rowOf({ rank, id, name, said, percent, counts: met.map((count, index) => [count, totals[index]]) }),
  });
  const drawn = (tag, attributes) => { const of = document.createElementNS('http://www.w3.org/2000/svg', tag); for (const [name, value] of Object.entries(attributes)) of.setAttribute(name, value); return of; };
  const bar = (percent) => { const drawing = drawn('svg', { class: 'bar', viewBox: '0 0 100 8', preserveAspectRatio: 'none', 'aria-hidden': 'true' }); drawing.append(drawn('rect', { width: percent, height: 8 })); return drawing; };
  const rowOf = ({ rank, id, name, said: country, percent, counts }) => {
    const row = document.createElement('tr'), head = element('th', '', ''), link = element('a', '', name);
    head.scope = 'row'; link.href = 'authorities/' + encodeURIComponent(id) + '.html';
    head.append(link, ...(country === '' ? [] : [element('small', '', country)]));
    const score = element('td', 'score', fill(said.percent, { number: percent }));
    score.append(bar(percent));
    row.append(element('td', 'rank', rank ?? '–'), head, score,
      ...counts.map(([met, total]) => element('td', 'c ' + mark(met, total), fill(said.count, { met, total }))));
    return row;
  };

`;

const averageOfCounts = `  // The average is of those that are found; of all, as it was computed.
  const whole = [...foot.cells].map((cell) => cell.textContent);
  const decimal = new Intl.NumberFormat(language, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
  const average = (found) => {
    foot.hidden = found !== null && found.length === 0;
    const sumOf = (of) => found.reduce((all, entry) => all + of(entry), 0);
    [...foot.cells].forEach((cell, column) => {
      if (found === null || found.length === 0) cell.textContent = whole[column];
      else if (column === 1) cell.textContent = said.average;
      else if (column === 2) cell.textContent = fill(said.percent, { number: decimal.format(Math.round(10 * sumOf(({ percent }) => percent) / found.length) / 10) });
      else if (column > 2) {
        const met = sumOf(({ counts }) => counts[column - 3][0]), total = sumOf(({ counts }) => counts[column - 3][1]);
        cell.textContent = total === 0 ? '' : fill(said.percent, { number: Math.round(100 * met / total) });
      }
    });
  };

`;

/**
 * Of an office's own questionnaire: numbers of any size, with decimals and below zero, as the rows have them beside their
 * text. Texts of rows that are fetched come with them.
 */
const entriesOfNumbers = `  // One authority: rank and score, name, what it is filtered by, the number of each section (null: none), and its row.
  const number = (text) => text === undefined || text === '' ? null : Number(text);
  const sized = (numbers) => numbers.map((one) => [one ?? -Infinity, one]);
  const entryOf = (row) => {
    const [, head, , ...parts] = row.cells;
    return {
      rank: number(row.dataset.rank), percent: Number(row.dataset.shown), name: head.querySelector('a').textContent,
      country: row.dataset.country, band: row.dataset.band, counts: sized(parts.map((cell) => number(cell.dataset.value))), row: () => row,
    };
  };
  const element = (tag, className, text) => Object.assign(document.createElement(tag), { className, textContent: text });
  const fetchedEntry = ([rank, id, name, country, said, band, percent, text, width, parts]) => ({
    rank, percent, name, country, band: String(band), counts: sized(parts.map(([one]) => one)),
    row: () => rowOf({ rank, id, name, said, text, width, parts }),
  });
  const drawn = (tag, attributes) => { const of = document.createElementNS('http://www.w3.org/2000/svg', tag); for (const [name, value] of Object.entries(attributes)) of.setAttribute(name, value); return of; };
  const bar = (percent) => { const drawing = drawn('svg', { class: 'bar', viewBox: '0 0 100 8', preserveAspectRatio: 'none', 'aria-hidden': 'true' }); drawing.append(drawn('rect', { width: percent, height: 8 })); return drawing; };
  const rowOf = ({ rank, id, name, said: country, text, width, parts }) => {
    const row = document.createElement('tr'), head = element('th', '', ''), link = element('a', '', name);
    head.scope = 'row'; link.href = 'authorities/' + encodeURIComponent(id) + '.html';
    head.append(link, ...(country === '' ? [] : [element('small', '', country)]));
    const score = element('td', 'score', text);
    score.append(bar(width));
    row.append(element('td', 'rank', rank ?? '–'), head, score, ...parts.map(([, shown, look]) => element('td', ('c ' + look).trim(), shown)));
    return row;
  };

`;

const averageOfNumbers = `  // The average is of those that are found; of all, as it was computed.
  const whole = [...foot.cells].map((cell) => cell.textContent);
  const digits = Number(said.decimals) + 1, decimal = new Intl.NumberFormat(language, { maximumFractionDigits: digits, minimumFractionDigits: digits });
  const average = (found) => {
    foot.hidden = found !== null && found.length === 0;
    const meanOf = (numbers) => numbers.reduce((all, one) => all + one, 0) / numbers.length;
    [...foot.cells].forEach((cell, column) => {
      if (found === null || found.length === 0) cell.textContent = whole[column];
      else if (column === 1) cell.textContent = said.average;
      else if (column === 2) cell.textContent = fill(said.unit, { number: decimal.format(meanOf(found.map(({ percent }) => percent))) });
      else if (column > 2) {
        const own = found.map(({ counts }) => counts[column - 3][1]).filter((one) => one !== null);
        cell.textContent = own.length === 0 ? '' : fill(said.percent, { number: Math.round(meanOf(own)) });
      }
    });
  };

`;

/**
 * Makes the ranking searchable and sortable; without it the ranking is there all the same. Search, filters and sorting
 * are over all authorities, whatever page they stand on: a ranking of several pages keeps its rows in lists by the first
 * letters of names, by country, by size and of all (ranking-lists.ts), and those that are needed are fetched. Texts are
 * only ever set as text. What is looked for, by what it is sorted and which page of it is shown stands in the address: a
 * reload, Back and a link that is passed on show the same.
 */
const script = ({ entries, average }: Reading): string => `'use strict';
(() => {
  const form = document.getElementById('find'), table = document.getElementById('ranking');
  if (!form || !table) return;
  const body = table.tBodies[0], foot = table.tFoot.rows[0], status = document.getElementById('shown'), said = form.dataset;
  const turn = document.querySelector('.turn'), fields = form.elements, details = form.querySelector('details');
  const ownRows = [...body.rows], ownTurn = turn === null ? [] : [...turn.childNodes];
  const language = document.documentElement.lang;
  const wordsOf = (text) => text.normalize('NFKD').replace(/\\p{M}/gu, '').toLowerCase().split(/[^\\p{L}\\p{N}]+/u).filter((word) => word !== '');
  const fill = (words, facts) => words.replace(/\\{(\\w+)\\}/g, (all, name) => facts[name] ?? all);
  const asked = () => ({ words: wordsOf(fields.name.value), country: fields.country.value, band: fields.band.value });
  const isAsked = ({ words, country, band }) => words.length > 0 || country !== '' || band !== '';

${entries}  // Fetched once each. The list of fewest parts that holds all who may be meant is looked through.
  const kept = new Map();
  const fetched = (path) => {
    if (!kept.has(path)) kept.set(path, fetch(path).then((answer) => { if (!answer.ok) throw new Error(path); return answer.json(); }).catch((error) => { kept.delete(path); throw error; }));
    return kept.get(path);
  };
  const listFor = (lists, { words, country, band }) => {
    const found = [['all', 'rank', lists.all.rank]];
    for (const word of words) for (let length = 2; length <= word.length; length += 1) {
      const key = word.slice(0, length);
      if (Object.hasOwn(lists.name, key)) found.push(['name', key, lists.name[key]]);
    }
    if (country !== '') found.push(['country', country, lists.country[country] ?? 0]);
    if (band !== '') found.push(['population', band, lists.population[band] ?? 0]);
    return found.reduce((least, one) => one[2] < least[2] ? one : least);
  };
  const entriesFor = async (wanted) => {
    if (!said.lists) return ownRows.map(entryOf);
    const lists = await fetched(said.lists);
    const [kind, key, parts] = listFor(lists, wanted);
    const paths = Array.from({ length: parts }, (_, part) => 'rows/' + encodeURIComponent(kind + '-' + key + '-' + (part + 1) + '.json'));
    return (await Promise.all(paths.map(fetched))).flat().map((row) => fetchedEntry(row, lists.totals));
  };
  const named = (name, wanted) => {
    const own = wordsOf(name), text = wanted.join(' ');
    return own.some((_, index) => own.slice(index).join(' ').startsWith(text));
  };
  const fits = ({ name, country, band }, wanted) => (wanted.words.length === 0 || named(name, wanted.words)) && (wanted.country === '' || country === wanted.country) && (wanted.band === '' || band === wanted.band);

  const columns = [...table.tHead.rows[0].cells].slice(0, 3).concat([...table.tHead.rows[1].cells]);
  const ids = columns.map((head) => head.dataset.by);
  const compare = new Intl.Collator(language).compare;
  const usual = (column) => column < 2;
  let sorted = { column: 0, up: true }, page = 1;
  const value = (entry, column) => column === 0 ? entry.rank ?? 0 : column === 2 ? entry.percent : entry.counts[column - 3][0];
  const inOrder = (entries) => {
    const { column, up } = sorted;
    const order = (a, b) => column === 1 ? compare(a.name, b.name) : value(a, column) - value(b, column);
    return entries.map((entry, place) => ({ entry, place })).sort((a, b) => (up ? 1 : -1) * order(a.entry, b.entry) || value(a.entry, 0) - value(b.entry, 0) || a.place - b.place).map(({ entry }) => entry);
  };

${average}  const perPage = Number(said.perPage);
  const link = (to, rel, text) => Object.assign(element('a', '', text), { rel, href: addressOf(to) });
  const turnTo = (pages) => {
    if (turn === null) return;
    turn.hidden = pages === 1;
    turn.replaceChildren(...(page === 1 ? [] : [link(page - 1, 'prev', said.previous)]), element('span', '', fill(said.page, { page, pages })), ...(page === pages ? [] : [link(page + 1, 'next', said.next)]));
  };
  const isAsIs = (wanted) => !isAsked(wanted) && sorted.column === 0 && sorted.up && (said.lists || page === 1);
  let looks = 0;
  const show = async () => {
    const mine = looks += 1, wanted = asked();
    markColumn();
    if (isAsIs(wanted)) {
      if (turn !== null) { turn.hidden = false; turn.replaceChildren(...ownTurn); }
      put(ownRows); average(null); tell(ownRows.length);
      return;
    }
    const found = inOrder((await entriesFor(wanted)).filter((entry) => fits(entry, wanted)));
    if (mine !== looks) return;
    const pages = said.lists ? Math.max(1, Math.ceil(found.length / perPage)) : 1;
    page = Math.min(page, pages);
    put((said.lists ? found.slice((page - 1) * perPage, page * perPage) : found).map(({ row }) => row()));
    average(isAsked(wanted) ? found : null); tell(found.length); turnTo(pages);
  };
  const update = () => show().catch(() => { status.textContent = said.failed; });
  const tell = (shown) => { status.textContent = shown === 0 ? said.none : fill(said.shown, { shown, all: said.all }); };
  const put = (rows) => { body.replaceChildren(...rows); markColumn(); };
  const markColumn = () => {
    const { column, up } = sorted;
    columns.forEach((head, index) => {
      if (index === column) head.setAttribute('aria-sort', up ? 'ascending' : 'descending'); else head.removeAttribute('aria-sort');
    });
    // On a narrow screen this column stands beside the score.
    for (const row of [...body.rows, foot]) [...row.cells].forEach((cell, index) => cell.classList.toggle('by', index > 2 && index === column));
    columns.forEach((head, index) => head.classList.toggle('by', index > 2 && index === column));
  };
  const sortBy = (column, up) => { sorted = { column, up }; fields.by.value = ids[column]; };

  const addressOf = (to) => {
    const query = new URLSearchParams();
    for (const name of ['name', 'country', 'band']) if (fields[name].value.trim() !== '') query.set(name, fields[name].value.trim());
    if (sorted.column !== 0 || !sorted.up) query.set('by', ids[sorted.column]);
    if (sorted.up !== usual(sorted.column)) query.set('order', sorted.up ? 'up' : 'down');
    if (to > 1) query.set('page', to);
    return query.size === 0 ? location.pathname : '?' + query;
  };
  const choose = (how) => {
    page = 1;
    update();
    const address = addressOf(page);
    if (address !== (location.search || location.pathname)) history[how](null, '', address);
  };
  const restore = () => {
    const query = new URLSearchParams(location.search);
    for (const name of ['name', 'country', 'band']) fields[name].value = query.get(name) ?? '';
    for (const name of ['country', 'band']) if (fields[name].selectedIndex < 0) fields[name].value = '';
    const column = Math.max(0, ids.indexOf(query.get('by')));
    const up = usual(column);
    sortBy(column, query.get('order') === (up ? 'down' : 'up') ? !up : up);
    page = /^[1-9]\\d{0,5}$/.test(query.get('page') ?? '') ? Number(query.get('page')) : 1;
    update();
  };
  columns.forEach((head, column) => {
    const label = head.textContent.trim(), button = element('button', '', label);
    button.type = 'button'; button.title = fill(said.sort, { column: label });
    head.replaceChildren(button);
    button.addEventListener('click', () => {
      sortBy(column, column === sorted.column ? !sorted.up : usual(column));
      choose('pushState');
    });
  });

  form.hidden = false;
  const roomy = matchMedia('(min-width: 720px)');
  const unfold = () => { details.open = roomy.matches || [...new URLSearchParams(location.search).keys()].some((name) => name !== 'name'); };
  roomy.addEventListener('change', unfold);
  unfold();
  // Each letter is no place to come back to; each choice is.
  fields.name.addEventListener('input', () => choose('replaceState'));
  for (const name of ['country', 'band']) fields[name].addEventListener('change', () => choose('pushState'));
  fields.by.addEventListener('change', () => { const column = ids.indexOf(fields.by.value); sortBy(column, usual(column)); choose('pushState'); });
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(() => { sortBy(0, true); choose('pushState'); }));
  addEventListener('popstate', restore);
  restore();
})();
`;

export const scriptFile = hashed('ranking', 'js', script({ entries: entriesOfCounts, average: averageOfCounts }));
export const formScriptFile = hashed(
  'ranking-of-numbers',
  'js',
  script({ entries: entriesOfNumbers, average: averageOfNumbers }),
);
