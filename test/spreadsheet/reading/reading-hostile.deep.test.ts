import './reading-hostile.test.ts';
