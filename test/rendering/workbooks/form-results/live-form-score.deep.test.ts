import './live-form-score.test.ts';
