import { fileText } from '../../../shared/model/file-text.ts';
import { chooseFiles } from '../../ui/choose-files.ts';

/** Bytes of the largest file that is read; a browser's whole store of cookies is smaller. */
const largestFile = 2 * 1024 * 1024;

/** The text of a cookies.txt that the person chooses; null where none was, `too-large` where it is no such file. */
export async function chooseCookieFile(): Promise<
  { readonly name: string; readonly text: string } | 'too-large' | null
> {
  const [file] = await chooseFiles();
  if (file === undefined) return null;
  if (file.size > largestFile) return 'too-large';
  return { name: file.name, text: fileText(await file.bytes()) };
}
