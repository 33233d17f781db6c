import type { DownloadState } from './state.ts';

/** Names that a notification tells of several downloads. */
const namesMost = 3;

/** Whether a download stands still until a person does something; one that is offline goes on by itself. */
export function needsHelp(state: DownloadState): boolean {
  return (
    state.kind === 'interrupted' &&
    state.failure.code !== 'network-offline' &&
    state.failure.code !== 'server-asked-to-wait'
  );
}

/** The first few names, in one line. */
export function namesInShort(names: readonly string[]): string {
  return [...names.slice(0, namesMost), ...(names.length > namesMost ? ['…'] : [])].join(', ');
}
