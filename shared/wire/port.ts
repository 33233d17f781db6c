/**
 * The narrowest thing that carries frames between a window and its host: Electron's IPC, a
 * WebSocket, or a pair in memory. Frames survive structured clone and JSON. Order is kept.
 */
export interface Port {
  send(frame: unknown): void;
  /** At most one listener at a time; frames that arrive before it is set are kept for it. */
  onFrame(listener: (frame: unknown) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}
