import { useEffect, useRef, useState } from 'react';
import type { Client } from '../../host/client.ts';
import { openDialog, useStore } from '../../state/store.ts';
import { giveSums, sumsForRows } from './give-sums.ts';
import { textOfFiles, textOfTransfer } from './drop-text.ts';

/**
 * Opens the Add dialog with a text, or gives sums alone to the rows of their names; while another dialog is
 * open, it is left alone.
 */
export function takeText(call: Client['call'], text: string): void {
  const { dialog, library } = useStore.getState();
  if (dialog !== null && dialog.kind !== 'add') return;
  const sums = sumsForRows(text, dialog === null ? [...library.values()] : []);
  if (sums.size > 0) void giveSums(call, sums);
  else openDialog({ kind: 'add', text });
}

/**
 * Hears pastes and drops anywhere in the page and offers their text. Pastes into a text field are left
 * alone. Answers whether something is being dragged over the page.
 */
export function useIntake(take: (text: string) => void): boolean {
  const [over, setOver] = useState(false);
  const latest = useRef(take);

  useEffect(() => {
    let depth = 0;
    const offer = (text: string) => {
      if (text.trim() !== '') latest.current(text);
    };

    const onPaste = (event: ClipboardEvent) => {
      if (event.clipboardData === null || event.defaultPrevented || isTextField(event.target)) return;
      const text = textOfTransfer(event.clipboardData);
      const { files } = event.clipboardData;
      event.preventDefault();
      if (text !== '') offer(text);
      else void textOfFiles([...files]).then(offer);
    };
    const onDrag = (event: DragEvent) => {
      if (!hasText(event.dataTransfer)) return;
      if (event.type === 'dragenter') depth += 1;
      if (event.type === 'dragleave') depth -= 1;
      if (event.type !== 'dragleave' && (hasFiles(event.dataTransfer) || !isTextField(event.target)))
        event.preventDefault();
      setOver(depth > 0);
    };
    const onDrop = (event: DragEvent) => {
      depth = 0;
      setOver(false);
      if (event.dataTransfer === null) return;
      const files = [...event.dataTransfer.files];
      if (files.length === 0 && isTextField(event.target)) return;
      event.preventDefault();
      if (files.length > 0) void textOfFiles(files).then(offer);
      else offer(textOfTransfer(event.dataTransfer));
    };

    const controller = new AbortController();
    const { signal } = controller;
    document.addEventListener('paste', onPaste, { signal });
    document.addEventListener('dragenter', onDrag, { signal });
    document.addEventListener('dragover', onDrag, { signal });
    document.addEventListener('dragleave', onDrag, { signal });
    document.addEventListener('drop', onDrop, { signal });
    return () => controller.abort();
  }, []);

  return over;
}

function hasText(data: DataTransfer | null): boolean {
  return data?.types.some((type) => type === 'Files' || type.startsWith('text/')) ?? false;
}

function hasFiles(data: DataTransfer | null): boolean {
  return data?.types.includes('Files') ?? false;
}

function isTextField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, [contenteditable="true"]') !== null;
}
