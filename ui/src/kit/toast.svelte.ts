// Short messages at the foot of the window. What went wrong stays until it is dismissed.

export interface Toast {
  id: number;
  kind: 'done' | 'info' | 'error';
  sentence: string;
  action: { label: string; run: () => void } | null;
}

export const toasts: { list: Toast[] } = $state({ list: [] });
let next = 1;

/** Says one sentence, with at most one thing to do about it. */
export function toast(given: { kind?: Toast['kind']; sentence: string; action?: { label: string; run: () => void } }): number {
  const id = next++;
  const kind = given.kind ?? 'info';
  toasts.list = [...toasts.list.slice(-3), { id, kind, sentence: given.sentence, action: given.action ?? null }];
  if (kind !== 'error') setTimeout(() => dismiss(id), given.action ? 12_000 : 6_000);
  return id;
}

/** Takes a message away. */
export function dismiss(id: number): void {
  toasts.list = toasts.list.filter((t) => t.id !== id);
}
