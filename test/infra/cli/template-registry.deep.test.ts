import './template-registry.test.ts';
