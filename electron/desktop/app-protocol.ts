import { fileURLToPath } from 'node:url';
import { protocol } from 'electron';
import type { Session } from 'electron';
import { pageFile } from './page-files.ts';
import { pageScheme } from './trusted-sender.ts';

const pageRoot = fileURLToPath(new URL('../renderer', import.meta.url));

/** Makes `app:` a scheme with an origin of its own. Only before `app` is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: pageScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** Serves the built renderer as `app://tributary/` in one session. */
export function servePage(session: Session): void {
  session.protocol.handle(pageScheme, (request) => pageFile(pageRoot, request));
}
