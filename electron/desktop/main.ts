import { app } from 'electron';
import { handedLinks } from './handed-links.ts';
import { registerPageScheme } from './app-protocol.ts';
import { startDesktop } from './desktop-host.ts';

app.enableSandbox();
// Only an installed program is one that links may lead to. What follows `--` is no switch of Chromium's.
if (app.isPackaged) app.setAsDefaultProtocolClient('tributary', process.execPath, ['--']);
registerPageScheme();

// A second start hands its links to the first and ends; `additionalData` keeps them as they were given.
const links = handedLinks(process.argv);
if (app.requestSingleInstanceLock({ links })) startDesktop(links);
else app.quit();
