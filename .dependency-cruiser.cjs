/**
 * The table of rooms (which folder of src/ may import which), checked by `npm run check:rooms`.
 * Every edge that is not listed is forbidden; each room's comment is the reason for its list.
 */
const rooms = {
  shared: { may: [], why: 'Small tools that know nothing of meetings; anything may use them.' },
  model: {
    may: ['shared'],
    why: 'The nouns: types only, so that rooms can speak of the same things without each other.',
  },
  setup: {
    may: [],
    why: 'Runs before packages and build are there; what it needs of other rooms it takes from dist/.',
  },
  recording: { may: ['model', 'shared'], why: 'Reads and writes the seam; what lines mean is for others.' },
  platform: { may: ['model', 'shared'], why: 'A profile is data and must work whatever measures it.' },
  probe: { may: ['model', 'shared'], why: 'Dumb by design: copies what the page does and never computes.' },
  browser: { may: ['model', 'shared'], why: 'Finds, starts and shapes browsers; does not know what they open.' },
  media: { may: ['model', 'shared'], why: 'Fake devices; does not know who uses them.' },
  generator: { may: ['model', 'shared'], why: 'Judges this machine, never the thing under test.' },
  metrics: { may: ['model', 'shared'], why: 'Pure functions of lines: replay needs nothing else.' },
  rehearsal: { may: ['model', 'shared'], why: 'The thing under test must not share code with what measures it.' },
  scenario: {
    may: ['metrics', 'model', 'shared'],
    why: 'Needs the catalog and the threshold grammar to check what is asked.',
  },
  config: {
    may: ['scenario', 'platform', 'metrics', 'browser', 'model', 'shared'],
    why: 'Where all options meet: names of devices, profiles and metrics are checked here.',
  },
  participant: {
    may: ['platform', 'probe', 'browser', 'media', 'model', 'shared'],
    why: 'One life put together; it emits through the EventSink of model.',
  },
  calibration: {
    may: ['participant', 'platform', 'browser', 'model', 'shared'],
    why: 'Corrects a profile with a person who sees the page: needs a participant and the engine, and neither config nor runs.',
  },
  sinks: { may: ['metrics', 'recording', 'model', 'shared'], why: 'Send what was computed.' },
  report: {
    may: ['metrics', 'recording', 'model', 'shared'],
    why: 'Shows what was computed; computes nothing itself.',
  },
  compare: { may: ['metrics', 'recording', 'model', 'shared'], why: 'Statistics of two or more summaries.' },
  run: { may: ['*'], why: 'Puts the other rooms together.', not: ['cli'] },
  fleet: { may: ['*'], why: 'Puts machines together.', not: ['cli', 'rehearsal'] },
  schedule: { may: ['*'], why: 'Puts runs together.', not: ['cli', 'rehearsal'] },
  cli: { may: ['*'], why: 'argv → config → exit code.' },
};

const forbidden = Object.entries(rooms).map(([room, { may, why, not = [] }]) => ({
  name: `room-${room}`,
  comment: why,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: may.includes('*')
    ? { path: `^src/(${['index\\.ts', ...not.map((other) => `${other}/`)].join('|')})` }
    : { path: '^src/', pathNot: `^src/(${[room, ...may].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...forbidden,
    {
      name: 'public-surface',
      comment: 'src/index.ts is what scenario files see: types and two functions, never the machinery.',
      severity: 'error',
      from: { path: '^src/index\\.ts$' },
      to: { path: '^src/', pathNot: '^src/(scenario|platform|model|shared)/' },
    },
    {
      name: 'setup-needs-nothing',
      comment: 'Set-up runs before node_modules exists: packages only by a dynamic import, after they were installed.',
      severity: 'error',
      from: { path: '^src/setup/' },
      to: { dependencyTypes: ['npm', 'npm-dev'], dynamic: false },
    },
    {
      name: 'page-code-stays-in-the-page',
      comment: 'Code under page/ runs in a browser: it may use types of model and its own folder, nothing of Node.',
      severity: 'error',
      from: { path: '^src/[^/]+/page/' },
      to: { pathNot: ['^src/[^/]+/page/', '^src/model/'] },
    },
    {
      name: 'nobody-imports-page-code',
      comment: 'Page code is bundled to a string by the build; importing it would run it in Node.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/[^/]+/page/' },
      to: { path: '^src/[^/]+/page/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'replicas-know-no-profile',
      comment:
        'Replicas are written from the documented facts alone: sharing texts or selectors with a profile, even by a detour, would let a wrong guess pass.',
      severity: 'error',
      from: { path: '^test/(fixtures/platforms/|helpers/replica)' },
      to: { path: '^src/platform/', reachable: true },
    },
    {
      name: 'no-circular',
      comment: 'A cycle is two ideas that are one, or one that is two.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphan-room',
      comment: 'Files directly under src/ are only the public surface.',
      severity: 'error',
      from: { path: '^src/[^/]+\\.ts$', pathNot: '^src/index\\.ts$' },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
