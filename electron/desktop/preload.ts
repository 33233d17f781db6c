import { contextBridge, ipcRenderer } from 'electron';
import { PortInbox } from '../../shared/wire/port-inbox.ts';
import { frameChannel } from './frame-channel.ts';

const inbox = new PortInbox();

ipcRenderer.on(frameChannel, (_event, frame: unknown) => {
  inbox.deliver(frame);
});

// All that the page gets. No event object is handed on: it would carry `ipcRenderer` itself.
contextBridge.exposeInMainWorld('tributary', {
  send(frame: unknown): void {
    ipcRenderer.send(frameChannel, frame);
  },
  /** One listener; frames that came before it was set are kept for it. */
  onFrame(next: (frame: unknown) => void): void {
    inbox.onFrame(next);
  },
});
