import {
  CircleArrowDown,
  CircleCheck,
  CircleDashed,
  CirclePause,
  CircleX,
  Clock,
  Hourglass,
  KeyRound,
  RefreshCwOff,
  ScanSearch,
  ShieldCheck,
  ShieldQuestionMark,
  ShieldX,
  Unlink,
  WifiOff,
  Wrench,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { memo } from 'react';
import type { Status } from '../../state/status.ts';
import { toneOf } from '../../state/status.ts';
import { joinClasses } from '../../ui/join-classes.ts';
import styles from './status-icon.module.css';

/** Each state has a shape of its own, so that colour is never the only sign. */
const shapes: Readonly<Record<Status, LucideIcon>> = {
  waiting: Clock,
  connecting: CircleDashed,
  downloading: CircleArrowDown,
  checking: ScanSearch,
  repairing: Wrench,
  paused: CirclePause,
  verified: ShieldCheck,
  'size-only': CircleCheck,
  mismatch: ShieldX,
  disputed: ShieldQuestionMark,
  failed: CircleX,
  offline: WifiOff,
  'asked-to-wait': Hourglass,
  'needs-link': Unlink,
  'needs-sign-in': KeyRound,
  changed: RefreshCwOff,
};

export const StatusIcon = memo(function StatusIcon({ status }: { readonly status: Status }) {
  const Shape = shapes[status];
  return <Shape aria-hidden className={joinClasses(styles.icon, styles[toneOf[status]])} />;
});
