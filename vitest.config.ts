import { defineConfig } from 'vitest/config';

/** They wait for nothing; some compute for two seconds, which beside another load was more than vitest's five. */
const patience = { testTimeout: 60_000, hookTimeout: 60_000 };

/** Three kinds of tests (test/README.md). Integration runs one file at a time: two noisy cores hold one load at once. */
export default defineConfig({
  test: {
    globalSetup: ['test/helpers/build-first.ts'],
    dangerouslyIgnoreUnhandledErrors: false,
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/unit/**/*.test.ts'], ...patience } },
      { extends: true, test: { name: 'replay', include: ['test/replay/**/*.test.ts'], ...patience } },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
