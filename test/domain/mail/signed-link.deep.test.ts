import './signed-link.test.ts';
