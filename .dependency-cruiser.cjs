const outside = ['infrastructure', 'interfaces', 'projections', 'application'];
const forbid = (name, from, to, comment) => ({ name, severity: 'error', comment, from: { path: from }, to: { path: to } });

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    forbid('domain-imports-nothing', '^domain/', `^(${outside.join('|')})/`, 'domain/ holds pure rules and knows nobody.'),
    {
      name: 'domain-packages',
      severity: 'error',
      comment: 'domain/ may use zod and uuid only.',
      from: { path: '^domain/' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: 'node_modules/(zod|uuid)/' },
    },
    forbid(
      'application-inwards',
      '^application/',
      '^(infrastructure|interfaces|projections)/',
      'application/ orchestrates domain/ through ports.',
    ),
    forbid(
      'projections-inwards',
      '^projections/',
      '^(infrastructure|interfaces)/|^application/(?!ports/|log/)',
      'projections/ know domain/, the ports and the log.',
    ),
    forbid(
      'interfaces-not-infrastructure',
      '^interfaces/',
      '^infrastructure/(?!container|config|settings)',
      'interfaces/ call commands and queries; the container wires the products.',
    ),
    {
      name: 'infrastructure-not-interfaces',
      severity: 'error',
      from: { path: '^infrastructure/', pathNot: '^infrastructure/container' },
      to: { path: '^interfaces/' },
    },
    {
      name: 'nothing-dead',
      severity: 'error',
      comment: 'What no program reaches is dead, or an operation, decision or projection that its index does not list.',
      from: { path: '^(interfaces/cli/main|infrastructure/container/filling/filler)[.]ts$' },
      to: {
        path: '^(domain|application|projections|infrastructure|interfaces)/',
        pathNot:
          '[.]d[.]ts$|^interfaces/(agent|ocr-worker)/|^interfaces/cli/main|^infrastructure/(event-store/memory/|container/filling/filler)',
        reachable: false,
      },
    },
    {
      name: 'only-the-root-binds',
      severity: 'error',
      from: { pathNot: '^infrastructure/container' },
      to: { path: 'node_modules/inversify/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
