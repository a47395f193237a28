/**
 * The boundaries of docs/architecture.md. TypeScript 7 has no compiler API that dependency-cruiser could use, so it reads
 * the sources through @swc/core, which also sees type-only imports.
 */
const rooms = ['cli', 'app', 'electron', 'features', 'records', 'events', 'connectors', 'infra', 'lib', 'contract']
const tests = '[.](test|spec)[.]tsx?$'
const testSupport = '/(create-)?test-[^/]+[.]ts$'

/** Imports go one way, down the list of rooms. */
const downwardOnly = rooms.slice(1).map((room, index) => ({
  name: `${room}-imports-only-downwards`,
  severity: 'error',
  comment: `src-main/${room} may import only what stands below it: ${rooms.slice(index + 2).join(', ') || 'nothing'}.`,
  from: { path: `^src-main/${room}/`, pathNot: [tests, testSupport] },
  to: { path: [`^src-main/(${rooms.slice(0, index + 1).join('|')})/`, '^src-main/main[.]', '^src-(preload|renderer)/'] },
}))

module.exports = {
  forbidden: [
    ...downwardOnly,
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: 'Nothing imports this file and it is no entry: wire it or delete it.',
      from: {
        orphan: true,
        path: '^src-',
        pathNot: [
          tests,
          '[.]d[.]ts$',
          '[.]table[.]ts$',
          '^src-main/main[.]',
          '[.]worker[.]ts$',
          '^src-renderer/(main[.]tsx$|public/)',
          '^src-preload/',
        ],
      },
      to: {},
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['^electron$', '^virtual:'] },
    },
    {
      name: 'electron-only-in-the-shell',
      severity: 'error',
      comment: 'Everything but the shell runs under plain Node.',
      from: {
        path: '^(src-|e2e/headless|bench|scripts)',
        pathNot: ['^src-main/electron/', '^src-main/main[.]electron[.]ts$', '^src-preload/'],
      },
      to: {
        path: [
          '^electron(-store|-updater)?$',
          'node_modules/electron(-store|-updater)?/',
          '^src-main/electron/',
          '^src-main/main[.]electron[.]ts$',
        ],
      },
    },
    {
      name: 'features-meet-in-app',
      severity: 'error',
      comment: 'Of another feature import its contract and tables; its service only as a type. Instances come as arguments.',
      from: { path: '^src-main/features/([^/]+)/', pathNot: [tests] },
      to: { path: '^src-main/features/', pathNot: ['^src-main/features/$1/', '[.](contract|table)[.]ts$', '[.]service[.]ts$'] },
    },
    {
      name: 'services-of-other-features-only-as-types',
      severity: 'error',
      from: { path: '^src-main/features/([^/]+)/', pathNot: [tests] },
      to: { path: '[.]service[.]ts$', pathNot: ['^src-main/features/$1/'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'connectors-know-only-the-kit',
      severity: 'error',
      comment: 'A connector is one folder: what two of them need belongs into the kit, and only the registry lists them.',
      from: { path: '^src-main/connectors/([^/]+)/', pathNot: [tests, testSupport] },
      to: { path: '^src-main/connectors/', pathNot: ['^src-main/connectors/(kit|$1)/'] },
    },
    {
      name: 'contract-is-zod-only',
      severity: 'error',
      from: { path: '^src-main/contract/', pathNot: [tests] },
      to: { pathNot: ['^src-main/contract/', 'node_modules/zod/'] },
    },
    {
      name: 'contracts-import-only-contracts',
      severity: 'error',
      comment: 'The window loads *.contract.ts: what they import must run in a browser.',
      from: { path: '^src-main/.+[.]contract[.]ts$' },
      to: { pathNot: ['^src-main/contract/', '[.]contract[.]ts$', 'node_modules/zod/'] },
    },
    {
      name: 'renderer-sees-only-contracts',
      severity: 'error',
      from: { path: '^src-renderer/' },
      to: { path: '^src-(main|preload)/', pathNot: ['^src-main/contract/', '^src-main/.+[.]contract[.]ts$'] },
    },
    {
      name: 'preload-sees-only-the-channels',
      severity: 'error',
      from: { path: '^src-preload/', pathNot: [tests] },
      to: { pathNot: ['^src-preload/', '^src-main/contract/', '^electron$', 'node_modules/electron/'] },
    },
    {
      name: 'ui-knows-no-feature',
      severity: 'error',
      from: { path: '^src-renderer/(ui|lib)/' },
      to: { path: '^src-renderer/(app|features)/' },
    },
    {
      name: 'screens-do-not-import-screens',
      severity: 'error',
      comment: 'Of another feature import only its queries; what both need belongs in ui/ or lib/.',
      from: { path: '^src-renderer/features/([^/]+)/' },
      to: { path: '^src-renderer/features/', pathNot: ['^src-renderer/features/$1/', '[.]queries[.]ts$'] },
    },
    {
      name: 'tests-are-not-imported',
      severity: 'error',
      from: { path: '^src-', pathNot: [tests, testSupport] },
      to: { path: [tests, testSupport] },
    },
    {
      name: 'no-dev-dependencies-at-run-time',
      severity: 'error',
      from: { path: '^src-', pathNot: [tests, testSupport] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: ['node_modules/electron/', 'node_modules/@types/'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist|node_modules/[.]cache)/' },
    parser: 'swc',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}
