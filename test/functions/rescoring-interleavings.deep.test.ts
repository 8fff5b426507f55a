import './rescoring-interleavings.test.ts';
