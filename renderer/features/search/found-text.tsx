import { textPieces, type SearchTerms } from '../../state/search.ts';
import styles from './found-text.module.css';

/** A text in which the words of the search are marked. */
export function FoundText({ text, terms }: { readonly text: string; readonly terms: SearchTerms }) {
  if (terms.length === 0) return text;
  return textPieces(text, terms).map((piece, index) =>
    piece.found ? (
      <mark key={index} className={styles.mark}>
        {piece.text}
      </mark>
    ) : (
      piece.text
    ),
  );
}
