import './receive-mail.test.ts';
