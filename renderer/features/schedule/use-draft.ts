import { useState } from 'react';

/**
 * What a part of a form shows: what was entered last, from then on until it closes. What the program answers comes
 * later, and an entry made before that must not be built on what was there before the last one.
 */
export function useDraft<Value>(known: Value, onChange: (value: Value) => void): [Value, typeof onChange] {
  const [draft, setDraft] = useState<{ readonly value: Value } | null>(null);
  return [
    draft === null ? known : draft.value,
    (value) => {
      setDraft({ value });
      onChange(value);
    },
  ];
}
