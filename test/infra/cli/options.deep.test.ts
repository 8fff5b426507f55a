import './options.test.ts';
