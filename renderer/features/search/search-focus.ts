/** Where the field stands in the page. */
export const searchFieldId = 'search';

/** Goes to the search field, what is in it selected. */
export function focusSearch(): void {
  const field = document.getElementById(searchFieldId);
  field?.focus();
  if (field instanceof HTMLInputElement) field.select();
}
