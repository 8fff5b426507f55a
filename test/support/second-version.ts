import { cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import userCentricity2023 from '../../shared/questionnaires/user-centricity@2023.json' with { type: 'json' };

/**
 * The next version of the questionnaire, made up for the tests: it drops one question, asks one anew, and gives those of
 * one category other ids.
 */
const dropped = '3.3.2';
const renamed = new Map([
  ['1.2.1', '1.2.2'],
  ['1.2.2', '1.2.1'],
]);
const added = {
  id: '2.1.9',
  text: {
    en: 'Can residents book an appointment with the local authority at weekends?',
    fi: 'Voivatko asukkaat varata ajan paikallisviranomaiselta viikonloppuisin?',
    fr: 'Les habitants peuvent-ils prendre rendez-vous avec la collectivité le week-end ?',
    de: 'Können Einwohner am Wochenende einen Termin bei der Kommune buchen?',
    es: '¿Pueden los habitantes pedir cita con la entidad local los fines de semana?',
    it: 'Gli abitanti possono prenotare un appuntamento con l’ente locale nel fine settimana?',
    nl: 'Kunnen inwoners in het weekend een afspraak maken bij de lokale overheid?',
  },
};

const { pillars } = userCentricity2023;
const renumbered = <T extends { id: string }>(one: T): T => ({ ...one, id: renamed.get(one.id) ?? one.id });
const byId = (a: { id: string }, b: { id: string }): number => a.id.localeCompare(b.id, 'en', { numeric: true });

const userCentricity2024 = {
  ...userCentricity2023,
  version: '2024',
  pillars: pillars.map((pillar) => ({
    ...pillar,
    categories: pillar.categories.map((category) => {
      const indicators = [...category.indicators, ...(category.id === '2.1' ? [added] : [])]
        .filter(({ id }) => id !== dropped)
        .map(renumbered)
        .sort(byId);
      return { ...category, total: indicators.length, indicators };
    }),
  })),
};

const idsOf2023 = pillars.flatMap(({ categories }) =>
  categories.flatMap(({ indicators }) => indicators.map(({ id }) => id)),
);
const from2023 = {
  from: 'user-centricity@2023',
  to: 'user-centricity@2024',
  indicators: Object.fromEntries(idsOf2023.map((id) => [id, id === dropped ? 'dropped' : (renamed.get(id) ?? id)])),
  askedAnew: [added.id],
};

const repository = fileURLToPath(new URL('../../', import.meta.url));
const notCopied: ReadonlySet<string> = new Set(['node_modules', '.git', '.scorebook', 'cdk.out', 'reports']);

/**
 * Copies the repository into a folder and puts the next version into its catalogue, as whoever issues it does. Whatever
 * runs there knows both versions: tests, commands, programs that they start, bundles of functions.
 */
export async function copyWithSecondVersion(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const names = (await readdir(repository)).filter((name) => !notCopied.has(name));
  await Promise.all(names.map((name) => cp(join(repository, name), join(folder, name), { recursive: true })));
  await symlink(join(repository, 'node_modules'), join(folder, 'node_modules'));
  const questionnaires = join(folder, 'shared/questionnaires');
  await writeFile(join(questionnaires, 'user-centricity@2024.json'), JSON.stringify(userCentricity2024));
  await writeFile(join(questionnaires, '2023-to-2024.json'), JSON.stringify(from2023));
  const catalogue = join(questionnaires, 'catalogue.ts');
  await writeFile(catalogue, withSecond(await readFile(catalogue, 'utf8')));
}

function withSecond(catalogue: string): string {
  const only = '([userCentricity2023 as unknown as Questionnaire], [])';
  if (!catalogue.includes(only)) throw new Error(`The catalogue does not say ${only}`);
  const imported = (name: string, file: string): string =>
    `import ${name} from './${file}.json' with { type: 'json' };\n`;
  return (
    imported('userCentricity2024', 'user-centricity@2024') +
    imported('from2023', '2023-to-2024') +
    catalogue.replace(only, '([userCentricity2024, userCentricity2023] as unknown as Questionnaire[], [from2023])')
  );
}
