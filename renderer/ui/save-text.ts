/** Milliseconds in which the person may choose a place before the text is let go. */
const keptFor = 600_000;

/** Saves a text as a file: the browser puts it among its downloads, the desktop asks where it goes. */
export function saveText(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), keptFor);
}
