import type { FolderListing, HostInfo } from '../../shared/contract/types.ts';
import type { PowerAction } from '../../shared/model/after-all.ts';
import type { CommandEnd } from './run-command.ts';
import type { PasswordSealing } from '../engine/adapters/credentials/credential-store.ts';

/** What a drop zone in a window of its own asks of its host. */
export interface DropZoneHost {
  /** Shows the main window, or hides the one that is shown. */
  toggleWindow(): void;
  openMenu(): void;
  /** Pixels to the right and down. */
  move(by: { readonly x: number; readonly y: number }): void;
}

/** What the app asks of whatever carries it. Paths are absolute, as the system writes them. */
export interface HostServices {
  readonly info: HostInfo;
  /** How passwords are written that are to be remembered. */
  readonly passwordSealing: PasswordSealing;
  /** Where downloads go as long as the settings name no other folder. */
  readonly defaultFolder: string;
  /** Files may be written into this folder, which need not exist yet. */
  allowsFolder(path: string): Promise<boolean>;
  /** This existing file may be read (to be verified). */
  allowsFile(path: string): Promise<boolean>;
  /** Opens a file with the program that the system has for it; false where that is not possible. */
  openFile(path: string): Promise<boolean>;
  /** Shows a file in its folder; false where that is not possible. */
  openFolder(path: string): Promise<boolean>;
  /** The system's own chooser; null where it was cancelled or there is none. */
  chooseFolder(): Promise<string | null>;
  chooseFile(): Promise<string | null>;
  /** An empty path lists the roots; null where the folder does not exist or is not to be shown. */
  listFolder(path: string): Promise<FolderListing | null>;
  /** Text on the system's clipboard; absent where there is none to look at. */
  readClipboard?(): Promise<string>;
  /** Brings the window forward and shows links in its Add dialog; absent: whatever window is there shows them. */
  offerLinks?(text: string): void;
  /** Absent: it has no windows of its own. */
  readonly dropZone?: DropZoneHost;
  /** Puts the machine to sleep or shuts it down; absent: not for this program to decide. */
  power?(action: PowerAction): void;
  /** Runs a program with its arguments, by no shell; absent: nobody allowed it here. */
  runCommand?(words: readonly string[]): Promise<CommandEnd>;
  /**
   * Tells outside the window that a download has ended, and shows it there when the person wishes; absent:
   * the window tells it by itself.
   */
  notifyFinished?(download: { readonly id: string; readonly name: string }): void;
  /** The same of downloads that stopped at one time and need a person; one at least. */
  notifyStopped?(downloads: readonly { readonly id: string; readonly name: string }[]): void;
}
