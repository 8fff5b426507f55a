import './rescore-round.test.ts';
