import './live-score.test.ts';
