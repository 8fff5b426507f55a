import { catalogueOf } from '../../shared/domain/questionnaire/catalogue.ts';
import current from '../../shared/questionnaires/user-centricity@2023.json' with { type: 'json' };

/** Another questionnaire made up for tests: its ids are ids of ours as well, its questions are others. */
const asked = {
  '1.1': [
    'Is there a library in every district of the authority that is open on Saturdays?',
    'Can library cards be applied for without a visit to one of the libraries?',
    'Do the libraries lend computers to people who have none at home?',
  ],
  '1.2': [
    'Are there courses in reading for adults at least four times a year?',
    'Does somebody in each library help people to fill in forms of the authority?',
  ],
};

export const secondFamily = {
  id: 'open-libraries',
  version: '2024',
  title: { en: 'Open libraries' },
  languages: ['en'],
  scoring: { method: 'ucdashboard-2022' },
  answers: { offered: ['yes', 'no'], met: ['yes'] },
  evidence: { expectedFor: [] },
  pillars: [
    {
      id: '1',
      title: { en: 'Libraries' },
      categories: Object.entries(asked).map(([id, questions]) => ({
        id,
        title: { en: id === '1.1' ? 'Opening' : 'Learning' },
        total: questions.length,
        indicators: questions.map((text, index) => ({ id: `${id}.${index + 1}`, text: { en: text } })),
      })),
    },
  ],
  background: [],
};

/** What is shipped, and another family beside it. */
export const withSecondFamily = catalogueOf([current, secondFamily], []);
