/** Packages by the part that names them: `@aws-sdk` stands for all beneath it. */
const aws = ['@aws-sdk'];
const google = ['@googleapis', 'google-auth-library'];
const handlers = ['@aws-lambda-powertools', 'aws-lambda'];
const rendering = ['html', 'letters', 'pictures', 'portal', 'results-page', 'site', 'words', 'workbooks'];
const spreadsheet = ['authoring', 'drafting', 'formats', 'reading', 'writing'];
const adapters = ['aws', 'google', 'adapters'];
/** All that a function may know of `shared`. */
const shared = [
  ...['config', 'domain', 'lambda', 'ports', 'questionnaires', 'queues', 'use-cases'],
  ...[...rendering, ...spreadsheet, ...adapters],
];

export interface Room {
  /** Its folder, with all beneath it that is no room of its own. */
  readonly folder: string;
  /** Rooms it may import from, besides itself. */
  readonly rooms: readonly string[];
  /** Packages it may import. Node's own modules are free to all but the domain, which names those that it uses. */
  readonly packages: readonly string[];
}

/** Who may import whom: docs/architecture.md draws it, `npm run lint` holds it. What is not named is refused. */
export const rooms: Readonly<Record<string, Room>> = {
  domain: {
    folder: 'shared/domain',
    rooms: [],
    packages: ['node:crypto', 'pure-rand', 'valibot'],
  },
  config: { folder: 'shared/config', rooms: [], packages: ['valibot'] },
  questionnaires: { folder: 'shared/questionnaires', rooms: ['domain'], packages: [] },
  ports: { folder: 'shared/ports', rooms: ['config', 'domain'], packages: [] },
  queues: { folder: 'shared/queues', rooms: ['domain', 'ports'], packages: ['valibot'] },

  formats: {
    folder: 'shared/spreadsheet/formats',
    rooms: ['domain'],
    packages: ['fflate', 'postal-mime', 'saxes', 'yauzl'],
  },
  reading: { folder: 'shared/spreadsheet/reading', rooms: ['domain', 'formats'], packages: [] },
  authoring: {
    folder: 'shared/spreadsheet/authoring',
    rooms: ['domain', 'formats'],
    packages: ['valibot'],
  },
  drafting: { folder: 'shared/spreadsheet/drafting', rooms: ['authoring', 'domain', 'formats'], packages: [] },
  writing: { folder: 'shared/spreadsheet/writing', rooms: ['domain', 'formats'], packages: ['exceljs', 'fflate'] },

  html: { folder: 'shared/rendering/html', rooms: [], packages: ['hono'] },
  words: { folder: 'shared/rendering/words', rooms: ['authoring', 'domain'], packages: [] },
  pictures: {
    folder: 'shared/rendering/pictures',
    rooms: ['config', 'domain', 'words', 'html'],
    packages: ['@resvg/resvg-wasm', 'hono'],
  },
  letters: { folder: 'shared/rendering/letters', rooms: ['config', 'domain', 'words', 'html'], packages: ['hono'] },
  'results-page': {
    folder: 'shared/rendering/results-page',
    rooms: ['domain', 'letters', 'pictures', 'words', 'html'],
    packages: ['hono'],
  },
  workbooks: {
    folder: 'shared/rendering/workbooks',
    rooms: ['domain', 'drafting', 'formats', 'pictures', 'words', 'writing'],
    packages: [],
  },
  site: {
    folder: 'shared/rendering/site',
    rooms: ['domain', 'pictures', 'words', 'workbooks', 'html'],
    packages: ['hono', 'papaparse'],
  },
  portal: { folder: 'shared/rendering/portal', rooms: ['words'], packages: [] },

  'use-cases': {
    folder: 'shared/use-cases',
    rooms: ['config', 'domain', 'formats', 'ports', 'questionnaires', 'site', 'words', 'workbooks'],
    packages: ['p-map'],
  },
  adapters: {
    folder: 'shared/adapters',
    rooms: ['aws', 'config', 'domain', 'google', 'ports'],
    packages: aws,
  },
  aws: {
    folder: 'shared/adapters/aws',
    rooms: ['adapters', 'config', 'domain', 'ports', 'queues'],
    packages: [...aws, 'valibot'],
  },
  google: {
    folder: 'shared/adapters/google',
    rooms: ['adapters', 'domain', 'ports'],
    packages: [...google, 'valibot'],
  },
  lambda: { folder: 'shared/lambda', rooms: ['config', 'domain', 'queues'], packages: [...handlers, 'hono'] },

  functions: { folder: 'functions', rooms: shared, packages: ['hono', 'p-map', 'postal-mime', 'valibot', ...handlers] },

  local: {
    folder: 'infra/local',
    rooms: ['functions', 'infra', 'stacks', ...shared],
    packages: [
      ...[
        ...aws,
        '@googleapis',
        '@hono/node-server',
        '@smithy',
        'aws-lambda',
        'aws-local-stepfunctions',
        'aws-ses-v2-local',
      ],
      ...['chokidar', 'croner', 'dynalite', 'fauxqs', 'hono', 'level', 'postal-mime', 'valibot'],
    ],
  },
  cli: {
    folder: 'infra/cli',
    rooms: ['functions', 'infra', 'local', ...shared],
    packages: ['@commander-js', 'commander', 'p-map', 'valibot'],
  },
  /** What deploys, and what the local cloud and the command line have in common with it. */
  infra: {
    folder: 'infra',
    rooms: ['config', 'domain', 'stacks'],
    packages: ['aws-cdk-lib', 'cdk-nag', 'esbuild', 'oxc-parser', 'valibot'],
  },
  /** The command that deploys a stage. */
  deploy: {
    folder: 'infra/deploy',
    rooms: ['config', 'infra', 'stacks'],
    packages: ['@aws-cdk/cloudformation-diff', '@aws-sdk', '@commander-js', 'commander', 'esbuild'],
  },
  constructs: { folder: 'infra/constructs', rooms: ['config', 'infra'], packages: ['aws-cdk-lib', 'constructs'] },
  stacks: {
    folder: 'infra/stacks',
    rooms: ['config', 'constructs', 'infra'],
    packages: ['aws-cdk-lib', 'cdk-nag', 'constructs'],
  },
};

/** One Lambda function knows nothing of another: a folder here is a room of its own. */
export const apart = 'functions/';
