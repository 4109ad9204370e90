const swc = {
  swcrc: false,
  jsc: {
    target: 'es2022',
    keepClassNames: true,
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
  },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
};

const shared = {
  testEnvironment: 'node',
  // These come as ES modules only, which jest does not load on every Node.
  transform: {
    '^.+\\.[cm]?ts$|/node_modules/(?:jose|htmlparser2|domhandler|domelementtype|domutils|dom-serializer|entities)/.+\\.js$':
      ['@swc/jest', swc],
  },
  transformIgnorePatterns: [
    '/node_modules/(?!(?:jose|htmlparser2|domhandler|domelementtype|domutils|dom-serializer|entities)/)',
  ],
  moduleNameMapper: {
    '^octiflow$': '<rootDir>/src/index.ts',
    '^octiflow/(stix|testing|sandbox)$': '<rootDir>/src/$1/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  setupFiles: ['reflect-metadata'],
};

/** One project per kind of test, so that the fast ones run alone: `npx jest --selectProjects unit`. */
module.exports = {
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: [
        '<rootDir>/test/*.test.ts',
        '<rootDir>/test/{unit,types,docs}/**/*.test.ts',
        '<rootDir>/examples/**/*.test.ts',
      ],
    },
    {
      ...shared,
      displayName: 'integration',
      testMatch: ['<rootDir>/test/{integration,cli}/**/*.test.ts'],
      setupFilesAfterEnv: ['<rootDir>/test/integration/patience.ts'],
      globalSetup: '<rootDir>/test/rabbitmq/global-setup.ts',
      globalTeardown: '<rootDir>/test/rabbitmq/global-teardown.ts',
    },
  ],
  reporters: ['default', '<rootDir>/test/summary-reporter.cjs'],
  collectCoverageFrom: ['src/**/*.ts'],
  coverageProvider: 'v8',
};
