import './import-questionnaire.test.ts';
