import './import-review.test.ts';
