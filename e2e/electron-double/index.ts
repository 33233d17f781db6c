// What `import … from 'electron'` gives to the compiled main when it runs on the double.
export { app } from './app.ts';
export { BrowserWindow } from './browser-window.ts';
export { safeStorage } from './safe-storage.ts';
export { protocol, session } from './session.ts';
export {
  clipboard,
  dialog,
  Menu,
  nativeImage,
  nativeTheme,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  screen,
  shell,
  Tray,
} from './system.ts';
