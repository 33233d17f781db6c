import type { WordTree } from '../../shared/model/words/word-tree.ts';
import { languagesOf, resourcesOf } from './languages.ts';

const files = import.meta.glob<WordTree>('../locales/*/*.json', { eager: true, import: 'default' });

/** Every sentence of the window: a language for each folder in `locales`, a namespace for each file in it. */
export const resources = resourcesOf(files);
export const languages = languagesOf(resources);
