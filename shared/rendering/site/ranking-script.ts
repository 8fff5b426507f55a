import { hashed } from './site-style.ts';

/**
 * Makes the ranking searchable and sortable; without it the ranking is there all the same. A ranking of several
 * pages keeps its rows in lists by the first letters of names, by country and by size (ranking-lists.ts): those that
 * are needed are fetched. Texts are only ever set as text. What is looked for and by what it is sorted stands in the
 * address: a reload, Back and a link that is passed on show the same.
 */
const script = `'use strict';
(() => {
  const form = document.getElementById('find'), table = document.getElementById('ranking');
  if (!form || !table) return;
  const body = table.tBodies[0], foot = table.tFoot.rows[0], status = document.getElementById('shown'), said = form.dataset;
  const own = [...body.rows], fields = form.elements, details = form.querySelector('details');
  const fold = (text) => text.normalize('NFKD').replace(/\\p{M}/gu, '').toLowerCase();
  const fill = (words, facts) => words.replace(/\\{(\\w+)\\}/g, (all, name) => facts[name] ?? all);
  const tell = (shown) => { status.textContent = shown === 0 ? said.none : fill(said.shown, { shown, all: said.all }); };
  const asked = () => ({ name: fold(fields.name.value.trim()), country: fields.country.value, band: fields.band.value });
  const isAsked = ({ name, country, band }) => name !== '' || country !== '' || band !== '';
  const nameOf = (row) => row.cells[1].querySelector('a').textContent;
  const named = (name, wanted) => wanted === '' || fold(name).split(/[^\\p{L}\\p{N}]+/u).some((_, index, words) => words.slice(index).join(' ').startsWith(wanted));
  const fits = (row, { name, country, band }) => named(nameOf(row), name) && (country === '' || row.dataset.country === country) && (band === '' || row.dataset.band === band);

  const element = (tag, className, text) => Object.assign(document.createElement(tag), { className, textContent: text });
  const mark = (met, total) => { const share = Math.round(100 * met / total); return share <= 33 ? 'l' : share <= 66 ? 'm' : 'h'; };
  const rowOf = ([rank, id, name, code, country, band, percent, met], totals) => {
    const row = document.createElement('tr'), head = element('th', '', ''), link = element('a', '', name);
    row.dataset.country = code; row.dataset.band = band;
    head.scope = 'row'; link.href = 'authorities/' + encodeURIComponent(id) + '.html';
    head.append(link, ...(country === '' ? [] : [element('small', '', country)]));
    row.append(element('td', 'rank', rank), head, element('td', 'score', fill(said.percent, { number: percent })),
      ...met.map((count, index) => element('td', 'c ' + mark(count, totals[index]), fill(said.count, { met: count, total: totals[index] }))));
    return row;
  };

  const most = 300;
  let lists, turn = 0;
  const fetched = async (path) => { const answer = await fetch(path); if (!answer.ok) throw new Error(path); return answer.json(); };
  const listFor = ({ name, country, band }) => {
    const word = name.split(/[^\\p{L}\\p{N}]+/u).find((part) => part !== '') ?? '';
    for (let length = word.length; length >= 2; length -= 1) {
      const key = word.slice(0, length);
      if (lists.name[key]) return ['name', key, lists.name[key]];
    }
    if (country !== '') return ['country', country, lists.country[country] ?? 0];
    return band === '' ? ['name', '', 0] : ['population', band, lists.population[band] ?? 0];
  };
  const look = async (wanted) => {
    const mine = turn += 1;
    if ((wanted.name.length < 2 && wanted.country === '' && wanted.band === '')) { body.replaceChildren(...own); tell(own.length); arrange(); average(null); return; }
    lists ??= await fetched(said.lists);
    const [kind, key, parts] = listFor(wanted);
    const found = [];
    for (let part = 1; part <= parts && found.length < most; part += 1) {
      const rows = await fetched('rows/' + encodeURIComponent(kind + '-' + key + '-' + part + '.json'));
      if (mine !== turn) return;
      found.push(...rows.map((row) => rowOf(row, lists.totals)).filter((row) => fits(row, wanted)));
    }
    if (mine !== turn) return;
    const shown = found.slice(0, most);
    body.replaceChildren(...shown);
    arrange();
    average(shown);
    tell(found.length > most || (found.length === most) ? most + '+' : found.length);
  };
  const update = () => {
    const wanted = asked();
    if (said.lists) { look(wanted).catch(() => { status.textContent = ''; }); return; }
    const shown = own.filter((row) => { row.hidden = !fits(row, wanted); return !row.hidden; });
    tell(shown.length);
    average(isAsked(wanted) ? shown : null);
  };

  // The average is of those that are shown; of all, as it was computed.
  const whole = [...foot.cells].map((cell) => cell.textContent);
  const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
  const numbers = (cell) => cell.textContent.match(/\\d+/g).map(Number);
  const average = (rows) => {
    foot.hidden = rows !== null && rows.length === 0;
    [...foot.cells].forEach((cell, column) => {
      if (rows === null || rows.length === 0) { cell.textContent = whole[column]; return; }
      if (column === 1) cell.textContent = said.average;
      if (column === 2) {
        const sum = rows.reduce((all, row) => all + numbers(row.cells[2])[0], 0);
        cell.textContent = fill(said.percent, { number: number.format(Math.round(10 * sum / rows.length) / 10) });
      }
      if (column < 3) return;
      const [met, total] = rows.map((row) => numbers(row.cells[column])).reduce((a, b) => [a[0] + b[0], a[1] + b[1]]);
      cell.textContent = total === 0 ? '' : fill(said.percent, { number: Math.round(100 * met / total) });
    });
  };

  const columns = [...table.tHead.rows[0].cells].slice(0, 3).concat([...table.tHead.rows[1].cells]);
  const ids = columns.map((head) => head.dataset.by);
  const value = (row, column) => column === 1 ? nameOf(row) : parseFloat(row.cells[column].textContent) || 0;
  const compare = new Intl.Collator(document.documentElement.lang).compare;
  const usual = (column) => column < 2;
  let sorted = { column: 0, up: true };
  const arrange = () => {
    const { column, up } = sorted;
    columns.forEach((head, index) => {
      if (index === column) head.setAttribute('aria-sort', up ? 'ascending' : 'descending'); else head.removeAttribute('aria-sort');
    });
    const order = (a, b) => column === 1 ? compare(value(a, 1), value(b, 1)) : value(a, column) - value(b, column);
    const place = new Map([...body.rows].map((row, index) => [row, index]));
    body.append(...[...body.rows].sort((a, b) => (up ? 1 : -1) * order(a, b) || value(a, 0) - value(b, 0) || place.get(a) - place.get(b)));
    // On a narrow screen this column stands beside the score.
    for (const row of [...body.rows, foot]) [...row.cells].forEach((cell, index) => cell.classList.toggle('by', index > 2 && index === column));
    columns.forEach((head, index) => head.classList.toggle('by', index > 2 && index === column));
  };
  const sortBy = (column, up) => { sorted = { column, up }; fields.by.value = ids[column]; arrange(); };

  const keep = (how) => {
    const query = new URLSearchParams();
    for (const name of ['name', 'country', 'band']) if (fields[name].value.trim() !== '') query.set(name, fields[name].value.trim());
    if (sorted.column !== 0 || !sorted.up) query.set('by', ids[sorted.column]);
    if (sorted.up !== usual(sorted.column)) query.set('order', sorted.up ? 'up' : 'down');
    const address = query.size === 0 ? location.pathname : '?' + query;
    if (address !== (location.search || location.pathname)) history[how](null, '', address);
  };
  const restore = () => {
    const query = new URLSearchParams(location.search);
    for (const name of ['name', 'country', 'band']) fields[name].value = query.get(name) ?? '';
    for (const name of ['country', 'band']) if (fields[name].selectedIndex < 0) fields[name].value = '';
    const column = Math.max(0, ids.indexOf(query.get('by')));
    const up = usual(column);
    sortBy(column, query.get('order') === (up ? 'down' : 'up') ? !up : up);
    update();
  };
  columns.forEach((head, column) => {
    const label = head.textContent.trim(), button = element('button', '', label);
    button.type = 'button'; button.title = fill(said.sort, { column: label });
    head.replaceChildren(button);
    button.addEventListener('click', () => {
      sortBy(column, column === sorted.column ? !sorted.up : usual(column));
      keep('pushState');
    });
  });

  form.hidden = false;
  const roomy = matchMedia('(min-width: 720px)');
  const unfold = () => { details.open = roomy.matches || [...new URLSearchParams(location.search).keys()].some((name) => name !== 'name'); };
  roomy.addEventListener('change', unfold);
  unfold();
  // Each letter is no place to come back to; each choice is.
  fields.name.addEventListener('input', () => { update(); keep('replaceState'); });
  for (const name of ['country', 'band']) fields[name].addEventListener('change', () => { update(); keep('pushState'); });
  fields.by.addEventListener('change', () => { const column = ids.indexOf(fields.by.value); sortBy(column, usual(column)); keep('pushState'); });
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(() => { sortBy(0, true); update(); keep('pushState'); }));
  addEventListener('popstate', restore);
  restore();
})();
`;

export const scriptFile = hashed('ranking', 'js', script);
