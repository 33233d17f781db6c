import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { app } from './app.ts';
import { obey } from './orders.ts';
import type { Order } from './orders.ts';

// node run.ts MAIN [ARGUMENTS…]: runs a compiled main module with the double in Electron's place.
const [, , main, ...given] = process.argv;
if (main === undefined) throw new Error('Which main module?');

registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== 'electron') return next(specifier, context);
    return { url: new URL('./index.ts', import.meta.url).href, shortCircuit: true };
  },
});
process.argv = [process.execPath, main, ...given];

process.on('message', (message: Order) => {
  process.send?.({ id: message.id, answer: obey(message) });
});
// Whoever started it has gone, a failed spec for example: nobody is left to end it.
process.on('disconnect', () => {
  app.exit(0);
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    app.quit();
  });
}

await import(pathToFileURL(main).href);
app.becomeReady();
