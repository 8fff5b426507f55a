import './local-cloud.test.ts';
