import { app } from 'electron';
import { handedLinks } from './handed-links.ts';
import { registerPageScheme } from './app-protocol.ts';
import { startDesktop } from './desktop-host.ts';

app.enableSandbox();
registerPageScheme();

// A second start hands its links to the first and ends; `additionalData` keeps them as they were given.
const links = handedLinks(process.argv);
if (app.requestSingleInstanceLock({ links })) startDesktop(links);
else app.quit();
