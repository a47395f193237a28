import { defineConfig } from 'vitest/config'

/** Unit tests stand beside their file; `*.integration.test.ts` start the real application, a child process or a worker. */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    unstubEnvs: true,
    restoreMocks: true,
    // What is waited for comes at once on a quiet machine; a busy one may take its time.
    expect: { poll: { timeout: 30_000 } },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // So that the tests' stand-in for `electron` reaches it; the real one would fetch its binary.
    server: { deps: { inline: ['electron-store'] } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src-*/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'examples/**/*.test.ts'],
          exclude: ['**/*.integration.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['src-*/**/*.integration.test.ts'],
        },
      },
    ],
  },
})
