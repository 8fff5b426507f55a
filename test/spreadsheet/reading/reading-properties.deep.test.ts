import './reading-properties.test.ts';
