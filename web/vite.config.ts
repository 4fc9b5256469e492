import { defineConfig } from 'vite';
import { licenses } from './licenses';
import { appearanceStyle } from './plugins/appearance';
import { circles } from './plugins/circles';
import { editor } from './plugins/editor';
import { land } from './plugins/land';

/** `KG_STATIC` names another folder to build into, so that CI can compare. */
const outDir = process.env['KG_STATIC'] ?? '../kg/server/static';

export default defineConfig({
  base: '/',
  plugins: [appearanceStyle(), circles(), editor(), land(), licenses('LICENSES.txt')],
  build: {
    outDir,
    emptyOutDir: true,
    sourcemap: false,
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0, // the content security policy lets nothing inline
    chunkSizeWarningLimit: 1500,
  },
  server: {
    proxy: Object.fromEntries(
      ['/api', '/sparql', '/id', '/fact'].map((path) => [path, process.env['KG_SERVER'] ?? 'http://127.0.0.1:8765']),
    ),
  },
});
