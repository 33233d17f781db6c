import { contextBridge, ipcRenderer } from 'electron';
import { frameChannel } from './frame-channel.ts';

const early: unknown[] = [];
let listener: ((frame: unknown) => void) | null = null;

ipcRenderer.on(frameChannel, (_event, frame: unknown) => {
  if (listener === null) early.push(frame);
  else listener(frame);
});

// All that the page gets. No event object is handed on: it would carry `ipcRenderer` itself.
contextBridge.exposeInMainWorld('tributary', {
  send(frame: unknown): void {
    ipcRenderer.send(frameChannel, frame);
  },
  /** One listener; frames that came before it was set are given to it first. */
  onFrame(next: (frame: unknown) => void): void {
    listener = next;
    for (const frame of early.splice(0)) next(frame);
  },
});
