import './reconcile-inbox.test.ts';
