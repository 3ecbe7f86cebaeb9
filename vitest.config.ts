import { defineConfig } from 'vitest/config';

// The embedded C is text to the engine: esbuild's `text` loader in the bundle, this plugin under test.
const cText = {
  name: 'c-text',
  transform: (code: string, id: string) =>
    /\.[ch]$/.test(id) ? `export default ${JSON.stringify(code)}` : undefined,
};

export default defineConfig({
  plugins: [cText],
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/host/**', '**/node_modules/**'],
    testTimeout: 60_000,
    // All cores: the default leaves one of them idle, which is half of a machine with two.
    maxWorkers: '100%',
    // A quarter of the time goes into loading and warming up the engine anew for each file. All that it keeps goes by content.
    isolate: false,
  },
});
