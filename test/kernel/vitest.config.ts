import { defineConfig } from 'vitest/config';
import shared from '../../vitest.config.ts';

export default defineConfig({
  ...shared,
  test: { testTimeout: 400_000, include: ['test/kernel/*.kernel.ts'] },
});
