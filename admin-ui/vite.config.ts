import path from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';
import { componentStyles } from './build/component-styles.ts';

/** Hashed files go to `assets/`: the server lets browsers keep those for ever and asks anew for all else. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [vue(), componentStyles()],
  resolve: {
    alias: {
      '@bpmn-io/element-templates-validator': path.join(
        import.meta.dirname,
        'src/bpmn-io/templates-as-served.ts',
      ),
    },
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsDir: 'assets',
    target: 'es2022',
    // a data URL in a script or style would need an exception in the server's content policy
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2500,
  },
});
