import { catalogueOf } from '../../../shared/domain/questionnaire/catalogue.ts';
import type { Questionnaire } from '../../../shared/domain/questionnaire/questionnaire.ts';
import userCentricity2023 from '../../../shared/questionnaires/user-centricity@2023.json' with { type: 'json' };

/**
 * What `shared/questionnaires/catalogue.ts` will be once a second version is out, made up for the tests: the next version
 * drops one question, asks one anew, and gives those of one category other ids.
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

export const catalogue = catalogueOf([userCentricity2024, userCentricity2023], [from2023]);
export const currentQuestionnaire = catalogue.all[0] as Questionnaire;
export const findQuestionnaire = (key: string): Questionnaire | undefined => catalogue.find(key);
export const allQuestionnaires = (): readonly Questionnaire[] => catalogue.all;
