import './erase-data.test.ts';
