import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'src/web',
  plugins: [react()],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    // The bundle budget (bench/, e2e/) reads it.
    manifest: true,
    target: 'es2023',
    // These know light-dark(), so every colour stays the one readable line it is in tokens.css.
    cssTarget: ['chrome123', 'safari17.5', 'firefox120'],
    // The content security policy allows no data: fonts or scripts; assets always stay files.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          // Left alone, every small component becomes a file of its own: forty requests and 8 kB more for the contacts page.
          includeDependenciesRecursively: false,
          groups: [
            {
              name: 'vendor',
              test: /node_modules\/(react|react-dom|scheduler|use-sync-external-store|@tanstack)\//,
            },
            // What one writes in: comes after the first paint (ui/later.tsx), or with a page that is a form.
            {
              name: 'forms',
              test: /src\/web\/(forms\/|ui\/(InlineEdit|use-inline-edit|Dialog|ConfirmDialog|Field|Select|TextInput|TextArea|Checkbox|Switch|Segmented|Tabs|Facts|Money|Temperature|TeamDot|Progress)\.)/,
            },
            {
              name: 'list-later',
              test: /src\/web\/list\/(NewFilter|FilterEditor|FilterValueInput|ColumnChoice|ViewDialog)/,
            },
            { name: 'list', test: /src\/web\/list\/(?!list-state|filter\.ts|views|trail|use-narrow)/ },
            // Not rooms.ts: the rooms' routes are made with the kit, which must be there before them.
            { name: 'kit', test: /src\/web\/(ui|shell\/(TopBar|Bell)\.|(?!rooms\.ts)[a-z]+\.ts$|list\/)/ },
          ],
        },
      },
    },
  },
  server: { port: 5173, proxy: { '/api': 'http://127.0.0.1:4000' } },
});
