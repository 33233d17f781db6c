import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFailureSentence } from '../../i18n/failure-sentence.ts';
import { useClient, useDetail, useSelected, useStore } from '../../state/store.ts';
import { CommentField } from '../comment/comment-field.tsx';
import { CopyAsButton } from '../copy-as/copy-as-button.tsx';
import { DockButton } from '../layout/dock-button.tsx';
import { showDetailTab, useDetailTab } from './detail-tab.ts';
import { DetailTabs } from './detail-tabs.tsx';
import { EmptyNote } from './empty-note.tsx';

/** The pane below the list: what is known of the one selected download. Fills its parent. */
export function DetailPane(): ReactNode {
  const { t } = useTranslation('detail');
  const client = useClient();
  const download = useSelected();
  const detail = useDetail();
  const several = useStore((state) => state.selection.ids.size > 1);
  const sentence = useFailureSentence();
  const tab = useDetailTab();

  if (download === null) return <EmptyNote>{t(several ? 'several' : 'empty')}</EmptyNote>;
  const { id } = download;
  return (
    <DetailTabs
      download={download}
      detail={detail}
      sentence={sentence}
      tab={tab}
      onTab={showDetailTab}
      corner={<DockButton />}
      copyAs={<CopyAsButton download={download} />}
      comment={<CommentField key={id} id={id} comment={download.comment} />}
      onAddSource={async (url) => {
        const result = await client.call.addSource({ id, url });
        return result.ok ? null : sentence(result.failure);
      }}
      onRemoveSource={async (source, url) => {
        const result = await client.call.removeSource({ id, source, url });
        return result.ok ? null : sentence(result.failure);
      }}
      onPreferSource={async (source, url, on) => {
        const result = await client.call.preferSource({ id, source, url, on });
        return result.ok ? null : sentence(result.failure);
      }}
      onSetChecksum={async (checksum) => {
        const result = await client.call.setChecksum({ id, checksum });
        return result.ok ? null : sentence(result.failure);
      }}
      onSetLimit={async (limit) => {
        const result = await client.call.setLimit({ id, limit });
        return result.ok ? null : sentence(result.failure);
      }}
    />
  );
}
