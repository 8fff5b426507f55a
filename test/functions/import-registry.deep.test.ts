import './import-registry.test.ts';
