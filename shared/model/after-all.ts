/** What happens once, when the last running download has ended. */
export type AfterAllAction = (typeof afterAllActions)[number];
export const afterAllActions = ['nothing', 'sleep', 'shut-down'] as const;

export type PowerAction = Exclude<AfterAllAction, 'nothing'>;

export interface AfterAllView {
  readonly action: AfterAllAction;
  /** Epoch ms at which it happens; null while it is not due. */
  readonly due: number | null;
}
