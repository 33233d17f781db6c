/** The variables that a copied text asks to be set first, once each, in their order. */
export function variablesIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\$(TRIBUTARY_\w+)/g)].map(([, name = '']) => name))];
}
