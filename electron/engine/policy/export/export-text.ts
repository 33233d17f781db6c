import type { ExportForm } from '../../../../shared/model/export-form.ts';
import { curlScript } from './curl-script.ts';
import { aria2Command, wgetCommand } from './download-commands.ts';
import type { ExportFacts } from './export-facts.ts';
import { metalinkText } from './metalink-text.ts';

/** A download as a text that makes another program fetch the same bytes. */
export function exportText(facts: ExportFacts, form: ExportForm): string {
  switch (form) {
    case 'curl':
      return curlScript(facts, 'shell');
    case 'parallel':
      return curlScript(facts, 'parallel');
    case 'aria2':
      return aria2Command(facts);
    case 'wget':
      return wgetCommand(facts);
    case 'metalink':
      return metalinkText(facts);
  }
}
