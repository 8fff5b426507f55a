import './registry.test.ts';
