import type { Plugin } from 'vite';

/** Under `npm run dev` the page's own policy would stop what Vite writes into it for reloading. */
export function pagePolicyPlugin(): Plugin {
  return {
    name: 'tributary:page-policy',
    apply: 'serve',
    transformIndexHtml: {
      order: 'pre',
      handler: (html) => html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/i, ''),
    },
  };
}
