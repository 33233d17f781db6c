/** The browser's own chooser for files; none where it was cancelled. */
export function chooseFiles({ multiple = false }: { readonly multiple?: boolean } = {}): Promise<
  readonly File[]
> {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = multiple;
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve([...(input.files ?? [])]));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}
