import { Download } from 'lucide-react';
import type { ClipboardEvent } from 'react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallFailure } from '../../../shared/contract/types.ts';
import { batchMost } from '../../../shared/model/batch-pattern.ts';
import { textBoundary } from '../../../shared/model/intake.ts';
import { defaultQueue } from '../../../shared/model/queue.ts';
import { connectionsMost, defaultSettings } from '../../../shared/model/settings.ts';
import { useFailureSentence } from '../../i18n/failure-sentence.ts';
import { closeDialog, selectWhenThere, useClient, useStore } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { BatchItem } from '../batch/batch-item.tsx';
import { useBatches } from '../batch/use-batches.ts';
import { answerDuplicates, goesToOld } from '../duplicates/answer-duplicates.ts';
import type { ChosenCookies } from '../cookies/cookie-field.tsx';
import { FolderField } from '../folders/folder-field.tsx';
import { addedItems, withHeaders } from './added-items.ts';
import { headerLines } from './header-lines.ts';
import { IntakeNotes } from './intake-notes.tsx';
import { LinkItem } from './link-item.tsx';
import { MoreChoices } from './more-choices.tsx';
import { holdsSums, matchSums } from './sums-text.ts';
import { useLinks } from './use-links.ts';
import { QueueSelect } from '../queues/queue-select.tsx';
import styles from './add-dialog.module.css';

/** Links in, downloads out. `offered` is text that was pasted, dropped or handed over. */
export function AddDialog({ offered }: { readonly offered: string }) {
  const { t, i18n } = useTranslation(['add', 'batch', 'common']);
  const client = useClient();
  const sentence = useFailureSentence();
  const settings = useStore((state) => state.settings);
  const [text, setText] = useState(offered);
  // Until the person chooses, as in the settings: they may come later than the links do.
  const [chosenFolder, setFolder] = useState<string | null>(null);
  const [chosenConnections, setConnections] = useState<number | null>(null);
  const folder = chosenFolder ?? settings?.folder ?? '';
  const [failure, setFailure] = useState<CallFailure | 'no-links' | 'too-many' | 'wrong-header' | null>(null);
  const [sumsMatched, setSumsMatched] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);
  // A sum may be pasted before the link is.
  const [early, setEarly] = useState('');
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const batches = useBatches(text);
  const [givenFile, setGivenFile] = useState('');
  const [headers, setHeaders] = useState('');
  const typed = headerLines(headers);
  const [cookies, setCookies] = useState<ChosenCookies | null>(null);
  const links = useLinks(batches.rest, folder.trim(), cookies?.token ?? null);
  const { rows } = links;
  const single = rows.length === 1 && batches.rows.length === 0 ? rows[0] : undefined;
  const found = rows.length + batches.count;
  const ticked = rows.filter((row) => row.ticked).length + batches.count;
  const [queue, setQueue] = useState<string>(defaultQueue);
  const connections =
    chosenConnections ?? single?.connections ?? settings?.connections ?? defaultSettings.connections;

  // Text that comes while the dialog is open (a second paste, a drop) is added below.
  const [taken, setTaken] = useState(offered);
  if (offered !== taken) {
    setTaken(offered);
    setText((before) => (before.trim() === '' ? offered : textsTogether(before.trimEnd(), offered)));
  }
  useEffect(() => {
    field.current?.focus();
  }, []);

  async function add(start: boolean): Promise<void> {
    if (busy) return;
    if (!typed.ok) {
      setFailure('wrong-header');
      return;
    }
    setBusy(true);
    const settled = await links.settle();
    if (settled === null) {
      setBusy(false);
      return;
    }
    const chosen = settled.filter((row) => row.ticked);
    const old = chosen.filter(goesToOld);
    const fresh = chosen.filter((row) => !goesToOld(row));
    const items = [
      ...addedItems(fresh, early, chosenConnections === null, givenFile.trim(), typed.headers),
      ...batches.addresses().map((url) => withHeaders({ url }, typed.headers)),
    ];
    const none = items.length === 0 && old.length === 0;
    if (none || items.length > batchMost) {
      setFailure(none ? 'no-links' : 'too-many');
      setBusy(false);
      return;
    }
    const refused = await answerDuplicates(client, old);
    if (refused !== null || items.length === 0) {
      setBusy(false);
      setFailure(refused);
      if (refused === null) closeDialog();
      return;
    }
    const answer = await client.call.add({
      items,
      folder: folder.trim(),
      sorts: folder.trim() === settings?.folder,
      connections,
      queue,
      start,
      ...(cookies === null ? {} : { cookies: cookies.token }),
    });
    setBusy(false);
    if (!answer.ok) {
      setFailure(answer.failure);
      return;
    }
    const [first, ...others] = answer.value.ids;
    if (first !== undefined) selectWhenThere(first, others.length === 0);
    closeDialog();
  }

  /** A pasted sums file fills every field whose name it has. */
  function onPasteSum(event: ClipboardEvent<HTMLElement>): void {
    const pasted = event.clipboardData.getData('text/plain');
    if (!/\S\s+\S/.test(pasted.trim())) return;
    const matched = matchSums(
      pasted,
      rows.map(({ name }) => name),
    );
    setSumsMatched(matched.size);
    if (matched.size === 0) return;
    event.preventDefault();
    for (const row of rows) {
      const checksum = matched.get(row.name);
      if (checksum !== undefined) links.choose(row.url, { checksum });
    }
  }

  const aboutSum = typeof failure === 'object' && failure?.code === 'not-a-checksum';
  const besideSum = aboutSum && found <= 1;
  const sumsAlone = found === 0 && holdsSums(text);
  const problem =
    failure === 'no-links'
      ? t(found > 0 ? 'noneTicked' : sumsAlone ? 'sumsAlone' : 'noLinks')
      : failure === 'too-many'
        ? t('batch:tooManyInAll', {
            number: found.toLocaleString(i18n.language),
            most: batchMost.toLocaleString(i18n.language),
          })
        : failure === null || failure === 'wrong-header' || besideSum
          ? null
          : sentence(failure);

  return (
    <Dialog
      title={t('title')}
      closeLabel={t('common:close')}
      size="large"
      steady
      keepOnOutsidePress
      initialFocus={field}
      onClose={closeDialog}
      onSubmit={() => void add(true)}
      footer={
        <>
          <span className={styles.problem} role="alert">
            {problem}
          </span>
          <Button onClick={() => void add(false)} unavailable={busy}>
            {t('addPaused')}
          </Button>
          <Button type="submit" variant="accent" icon={<Download aria-hidden />} unavailable={busy}>
            {t('download')}
          </Button>
        </>
      }
    >
      <div className={styles.columns}>
        <div className={styles.links}>
          <TextField
            label={t('links')}
            rows={3}
            value={text}
            placeholder={t('linksPlaceholder')}
            hint={links.failure !== null ? null : foundNote()}
            error={links.failure === null ? null : sentence(links.failure)}
            inputRef={field}
            onChange={(value) => {
              setText(value);
              setFailure(null);
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
              if (text.trim() === '') return;
              event.preventDefault();
              void add(true);
            }}
          />
          <div className={styles.answers}>
            {rows.length + batches.rows.length === 0 ? null : (
              <ul className={styles.found} aria-label={t('foundLinks')}>
                {batches.rows.map((row) => (
                  <BatchItem key={row.pattern} row={row} choose={batches.choose} />
                ))}
                {rows.map((row) => (
                  <LinkItem
                    key={row.url}
                    row={row}
                    withChecksum={single === undefined}
                    withCookies={cookies !== null}
                    onChoose={(choice) => links.choose(row.url, choice)}
                    onPasteSum={onPasteSum}
                  />
                ))}
              </ul>
            )}
            <IntakeNotes notes={links.notes} />
            {sumsMatched === null ? null : (
              <p className={styles.note} role="status">
                {sumsMatched === 0 ? t('sumsUnmatched') : t('sumsMatched', { count: sumsMatched })}
              </p>
            )}
          </div>
        </div>
        <div className={styles.choices}>
          <FolderField label={t('folder')} value={folder} onChange={setFolder} />
          <NumberField
            label={t('connections')}
            value={connections}
            min={1}
            max={connectionsMost}
            onChange={setConnections}
            increaseLabel={t('moreConnections')}
            decreaseLabel={t('fewerConnections')}
          />
          <QueueSelect value={queue} onChange={setQueue} />
          {found > 1 ? (
            <p className={styles.note}>{t('sums')}</p>
          ) : (
            <TextField
              label={t('checksum')}
              mono
              placeholder={t('checksumPlaceholder')}
              value={single === undefined ? early : single.checksum || early}
              onChange={(checksum) => {
                setEarly('');
                setFailure(null);
                if (single === undefined) setEarly(checksum);
                else links.choose(single.url, { checksum });
              }}
              onPaste={onPasteSum}
              error={besideSum ? sentence({ code: 'not-a-checksum' }) : null}
            />
          )}
          <MoreChoices
            single={single !== undefined}
            cookies={cookies}
            onCookies={setCookies}
            givenFile={givenFile}
            onGivenFile={setGivenFile}
            headers={headers}
            onHeaders={(lines) => {
              setHeaders(lines);
              setFailure(null);
            }}
            wrongHeader={failure === 'wrong-header' && !typed.ok ? typed.wrong : null}
          />
        </div>
      </div>
    </Dialog>
  );

  function foundNote(): string {
    if (links.looking) return t('looking');
    if (sumsAlone) return t('sumsAlone');
    const note = t('found', { count: found });
    return found > 1 ? `${note} · ${t('downloadCount', { count: ticked })}` : note;
  }
}

/** A second text goes below the first; where either is more than a line, each is read by itself. */
function textsTogether(first: string, second: string): string {
  return `${first}${/\n/.test(first) || /\n/.test(second.trim()) ? textBoundary : '\n'}${second}`;
}
