import { scorebookApp } from './stacks/scorebook-app.ts';

/** `npm run synth`: the template of the stage `example`, which has all that there is. Stages are deployed by infra/deploy. */
scorebookApp({ stage: 'example' }).synth();
