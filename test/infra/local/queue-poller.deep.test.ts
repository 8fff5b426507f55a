import './queue-poller.test.ts';
