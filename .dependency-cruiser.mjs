// The layers of the project, enforced. Run: depcruise src --config .dependency-cruiser.mjs
const TEST = '[.]test[.]tsx?$|/testing/';
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
const npm = (...names) => `^node_modules/(${names.join('|')})/`;
const NODE = '^(node:)?[a-z_/]+$';
const door = (layer) => `^src/${layer}/index[.]ts$`;

/** `layer` may import itself plus the listed path patterns, nothing else (tests excepted). */
const only = (layer, ...allowed) =>
  rule(
    `${layer}-imports`,
    `src/${layer} may import only itself and: ${allowed.join(' ') || 'nothing'}`,
    { path: `^src/${layer}/`, pathNot: TEST },
    { pathNot: [`^src/${layer}/`, ...allowed] },
  );

export default {
  forbidden: [
    only('contract', npm('zod')),
    only('analysis', door('contract')),
    only('flows', door('contract'), door('analysis'), npm('@noble/hashes')),
    only('sql', door('contract'), npm('libpg-query')),
    only('client', door('contract'), door('flows'), door('sql')),
    only('server', door('contract'), door('analysis'), door('flows'), door('sql'), door('client'), '^src/sample/', NODE, '^node_modules/'),
    only('cli', door('contract'), door('flows'), door('client'), door('server'), '^package[.]json$', NODE, '^node_modules/'),
    only('studio', door('contract'), door('flows'), door('client'), '^node_modules/'),
    only('config'),
    only('sample', NODE, npm('zod')),
    rule(
      'browser-graph',
      'Nothing reachable from the browser entry touches Node, server or cli.',
      { path: '^src/studio/main[.]tsx$' },
      { reachable: true, path: ['^src/(server|cli)/', '^(node:)?(fs|path|net|http|os|child_process|crypto|worker_threads)(/|$)'] },
    ),
    rule(
      'no-cross-feature',
      'Compose features in app/; link them by URL.',
      { path: '^src/studio/features/([^/]+)/' },
      { path: '^src/studio/features/', pathNot: '^src/studio/features/$1/' },
    ),
    rule('feature-not-to-app', 'features sit below app.', { path: '^src/studio/features/' }, { path: '^src/studio/app/' }),
    rule(
      'shared-not-up',
      'lib and components sit below features and app.',
      { path: '^src/studio/(lib|components)/' },
      { path: '^src/studio/(features|app)/' },
    ),
    rule(
      'ui-is-dumb',
      'components/ui holds no data access.',
      { path: '^src/studio/components/ui/' },
      { path: ['^src/(flows|client)/', npm('@tanstack/.*', 'zustand')] },
    ),
    rule(
      'db-behind-port',
      'Database clients live in server/database/drivers.',
      { path: '^src/', pathNot: ['^src/server/database/drivers/', TEST] },
      { path: npm('pg', '@electric-sql/pglite') },
    ),
    rule('no-prod-to-test', 'Product code never imports tests.', { path: '^src/', pathNot: TEST }, { path: TEST }),
    rule(
      'no-circular',
      'Move the shared part down a layer (types alone may refer to each other).',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    rule('no-orphans', 'Use it or delete it.', { orphan: true, pathNot: ['[.]d[.]ts$', '[.]json$', TEST] }, {}),
    rule(
      'no-dev-dep',
      'Declare it in dependencies.',
      { path: '^src/(contract|analysis|flows|sql|client|server|cli)/', pathNot: TEST },
      { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    ),
    rule('unresolvable', 'Import does not resolve.', {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.json'],
    },
  },
};
