import { scorebookApp } from './stacks/scorebook-app.ts';

scorebookApp({ stage: process.env['SCOREBOOK_STAGE'] ?? 'example' }).synth();
