import { hashed } from './site-style.ts';

/**
 * Makes the ranking searchable and sortable; without it the ranking is there all the same. A ranking of several
 * pages keeps its rows in lists by the first letters of names, by country and by size (ranking-lists.ts): those that
 * are needed are fetched. Texts are only ever set as text.
 */
const script = `'use strict';
(() => {
  const form = document.getElementById('find'), table = document.getElementById('ranking');
  if (!form || !table) return;
  const body = table.tBodies[0], status = document.getElementById('shown'), said = form.dataset;
  const own = [...body.rows];
  const fold = (text) => text.normalize('NFKD').replace(/\\p{M}/gu, '').toLowerCase();
  const fill = (words, facts) => words.replace(/\\{(\\w+)\\}/g, (all, name) => facts[name] ?? all);
  const tell = (shown) => { status.textContent = fill(said.shown, { shown, all: said.all }); };
  const asked = () => ({ name: fold(form.elements.name.value.trim()), country: form.elements.country.value, band: form.elements.band.value });
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
      ...met.map((count, index) => element('td', mark(count, totals[index]), fill(said.count, { met: count, total: totals[index] }))));
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
    if ((wanted.name.length < 2 && wanted.country === '' && wanted.band === '')) { body.replaceChildren(...own); tell(own.length); return; }
    lists ??= await fetched(said.lists);
    const [kind, key, parts] = listFor(wanted);
    const found = [];
    for (let part = 1; part <= parts && found.length < most; part += 1) {
      const rows = await fetched('rows/' + encodeURIComponent(kind + '-' + key + '-' + part + '.json'));
      if (mine !== turn) return;
      found.push(...rows.map((row) => rowOf(row, lists.totals)).filter((row) => fits(row, wanted)));
    }
    if (mine !== turn) return;
    body.replaceChildren(...found.slice(0, most));
    tell(found.length > most || (found.length === most) ? most + '+' : found.length);
  };
  const update = () => {
    const wanted = asked();
    if (said.lists) { look(wanted).catch(() => { status.textContent = ''; }); return; }
    const shown = own.filter((row) => { row.hidden = !fits(row, wanted); return !row.hidden; });
    tell(shown.length);
  };

  const columns = [...table.tHead.rows[0].cells].slice(0, 3).concat([...table.tHead.rows[1].cells]);
  const value = (row, column) => column === 1 ? nameOf(row) : parseFloat(row.cells[column].textContent);
  const compare = new Intl.Collator(document.documentElement.lang).compare;
  columns.forEach((head, column) => {
    const label = head.textContent.trim(), button = element('button', '', label);
    button.type = 'button'; button.title = fill(said.sort, { column: label });
    head.replaceChildren(button);
    button.addEventListener('click', () => {
      const up = head.ariaSort ? head.ariaSort === 'descending' : column < 2;
      for (const other of columns) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
      const order = (a, b) => column === 1 ? compare(value(a, 1), value(b, 1)) : value(a, column) - value(b, column);
      body.append(...[...body.rows].sort((a, b) => (up ? 1 : -1) * order(a, b) || value(a, 0) - value(b, 0)));
    });
  });
  columns[0].setAttribute('aria-sort', 'ascending');

  form.hidden = false;
  form.addEventListener('input', update);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(update));
  update();
})();
`;

export const scriptFile = hashed('ranking', 'js', script);
