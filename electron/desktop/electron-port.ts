import type { IpcMainEvent, WebContents } from 'electron';
import { PortInbox } from '../../shared/wire/port-inbox.ts';
import type { Port } from '../../shared/wire/port.ts';
import { frameChannel } from './frame-channel.ts';
import { isTrustedSender } from './trusted-sender.ts';

/**
 * The wire between one page and this host. A page that is loaded anew gets a new port: the old one
 * is closed by whoever made it. Frames from anything but our own page are dropped.
 */
export function electronPort(contents: WebContents): Port {
  const inbox = new PortInbox();
  let open = true;

  const receive = (event: IpcMainEvent, frame: unknown): void => {
    if (isTrustedSender(event.senderFrame, contents)) inbox.deliver(frame);
  };
  const detach = (): boolean => {
    if (!open) return false;
    open = false;
    contents.off('destroyed', lost);
    contents.off('render-process-gone', lost);
    if (!contents.isDestroyed()) contents.ipc.off(frameChannel, receive);
    return true;
  };
  const lost = (): void => {
    if (detach()) inbox.end();
  };
  contents.ipc.on(frameChannel, receive);
  contents.on('destroyed', lost);
  contents.on('render-process-gone', lost);

  return {
    send(frame) {
      if (open && !contents.isDestroyed()) contents.send(frameChannel, frame);
    },
    onFrame: (listener) => inbox.onFrame(listener),
    onClose: (listener) => inbox.onClose(listener),
    close() {
      if (detach()) inbox.abandon();
    },
  };
}
