import english from '../../renderer/locales/en/host.json';
import { languageToShow } from '../../shared/model/language.ts';

/** Words of the menu, the tray and notifications, which are the system's and not the page's. */
export type HostWords = typeof english;

const files = import.meta.glob<Partial<HostWords>>('../../renderer/locales/*/host.json', {
  eager: true,
  import: 'default',
});
const languages = new Map(
  Object.entries(files).map(([path, words]) => [path.split('/').at(-2) ?? '', words] as const),
);

/** `choice` is that of the settings, `system` the system's BCP 47 tag. What a language lacks is English. */
export function hostWords(choice: string, system: string): HostWords {
  return { ...english, ...languages.get(hostLanguage(choice, system)) };
}

/** The language that the words are in, as numbers are written in it. */
export function hostLanguage(choice: string, system: string): string {
  return languageToShow(choice, system, [...languages.keys()]);
}
