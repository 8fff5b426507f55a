import './whose-file.test.ts';
